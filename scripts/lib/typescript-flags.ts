import { pathToFileURL } from 'node:url'
import { installed } from '../bootstrap/programs.mjs'

const tsx = pathToFileURL(installed('tsx/dist/esm/api/index.mjs')).href

const loader = `import { register } from ${JSON.stringify(tsx)}
register({ tsconfig: false })`

/**
 * Flags with which Node runs a TypeScript file of this repository in a process
 * of its own, on the packages as built. `--import tsx` alone would follow the
 * `paths` of tsconfig.json and load their sources, which start no workers.
 */
export const typescriptFlags: readonly string[] = [
  '--import',
  `data:text/javascript,${encodeURIComponent(loader)}`,
]
