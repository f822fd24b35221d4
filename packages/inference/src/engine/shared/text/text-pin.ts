import { installedVersion } from '../platform/installed-package.js'
import { CHARACTER_RULE } from './tokenizer/stable-text.js'

/**
 * The counts beyond which a template or tokenizer is refused: they decide whether
 * there is an answer, so another set of them gets another number.
 */
const LIMITS = 'limits@1'

/** What lies between text and tokens on this machine, as manifests pin it. */
export async function textPin(): Promise<string> {
  return [
    CHARACTER_RULE,
    LIMITS,
    `@huggingface/tokenizers@${await installedVersion('@huggingface/tokenizers')}`,
    `@huggingface/jinja@${await installedVersion('@huggingface/jinja')}`,
  ].join(' ')
}
