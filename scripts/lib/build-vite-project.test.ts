import { existsSync } from 'node:fs'
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildViteProject } from './build-vite-project.js'

let scratch: string

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'aichain-vite-'))
})
afterEach(() => rm(scratch, { recursive: true }))

// The package has a dependency of its own, as another version is beside it.
const files = {
  'page/index.html': '<script type="module" src="./main.js"></script>',
  'page/main.js': "import { word } from 'outer'\ndocument.title = word",
  'node_modules/outer/package.json': '{ "exports": "./index.js" }',
  'node_modules/outer/index.js': "export { word } from 'inner/part'",
  'node_modules/outer/node_modules/inner/package.json':
    '{ "exports": { "./part": "./part.js" } }',
  'node_modules/outer/node_modules/inner/part.js':
    "export const word = 'found'",
  'node_modules/inner/package.json':
    '{ "exports": { "./other": "./other.js" } }',
}

async function makeProject(above: string): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(above, name)), { recursive: true })
    await writeFile(join(above, name), text)
  }
}

test.each(['plain', 'with spaces', 'work #1', '#1/sdk', 'why?', '[draft] (2)'])(
  'a page is built in a folder named "%s"',
  async (name) => {
    const above = join(scratch, name)
    await makeProject(above)
    await buildViteProject(above, 'page')
    const assets = join(above, 'page/dist/assets')
    const [script = ''] = await readdir(assets)
    expect(await readFile(join(assets, script), 'utf8')).toMatch('found')
    expect(existsSync(join(above, 'page/index.html'))).toBe(true)
  },
)
