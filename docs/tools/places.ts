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

/** The repository's address: what the pages link to outside the site. */
export const repository = 'https://github.com/aichain/aichain'
