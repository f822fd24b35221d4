import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../bootstrap/programs.mjs'

/** Pages that promise no example, and why. */
const withoutExample: Readonly<Record<string, string>> = {
  'docs/guides/reader.md':
    'its commands are those of npm start, run by .ci/run',
  'packages/contracts/README.md': 'its example is Solidity, compiled by forge',
}

/** Every page with an install line and an example to be run as written. */
export async function guidePages(): Promise<readonly string[]> {
  const guides = await readdir(join(root, 'docs/guides'))
  const packages = await readdir(join(root, 'packages'))
  return [
    'README.md',
    ...guides.map((name) => `docs/guides/${name}`),
    ...packages.map((name) => `packages/${name}/README.md`),
  ].filter((page) => page.endsWith('.md') && !(page in withoutExample))
}
