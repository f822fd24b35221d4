import { fileURLToPath } from 'node:url'

/** The folder of this package. */
export const root = fileURLToPath(new URL('../..', import.meta.url))
