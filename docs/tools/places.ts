import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder on this machine, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(
  /[\\/]$/,
  '',
)

/** The folder of the documentation. */
export const docs = fileURLToPath(new URL('..', import.meta.url)).replace(
  /[\\/]$/,
  '',
)

function readHomepage(): string {
  const file = join(root, 'packages/sdk/package.json')
  return JSON.parse(readFileSync(file, 'utf8')).homepage
}

/** The repository's address, which the pages link to for what is not in the site. */
export const repository = readHomepage().replace(/#.*$/, '')
