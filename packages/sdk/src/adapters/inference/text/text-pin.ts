import { installedVersion } from '../installed-package.js'
import { CHARACTER_RULE } from './stable-text.js'

/** What lies between text and tokens on this machine, as manifests pin it. */
export async function textPin(): Promise<string> {
  return [
    CHARACTER_RULE,
    `@huggingface/tokenizers@${await installedVersion('@huggingface/tokenizers')}`,
    `@huggingface/jinja@${await installedVersion('@huggingface/jinja')}`,
  ].join(' ')
}
