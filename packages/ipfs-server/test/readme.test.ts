import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'
import { expect, onTestFinished, test } from 'vitest'
import { commandNames } from '../src/rpc/handler.js'
import { steps } from './kubo/script.js'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const readme = await readFile(here('../README.md'), 'utf8')

/** The first TypeScript block. */
const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''

test('the first example runs as it is written', async () => {
  // Inside the package, so that its imports resolve as a user's would.
  const folder = await mkdtemp(here('./readme-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const { outputText } = ts.transpileModule(example, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ES2022,
    },
  })
  const file = join(folder, 'example.mjs')
  await writeFile(file, outputText)
  const { stdout } = await promisify(execFile)(process.execPath, [file])
  expect(stdout).toBe('5 bytes\nhello\n')
})

test('the first example is ten lines at most', () => {
  const lines = example.split('\n').filter((line) => line.trim() !== '')
  expect(lines.length).toBeGreaterThan(5)
  expect(lines.length).toBeLessThanOrEqual(10)
})

test('it says how many questions were held against Kubo', () => {
  // One more is what was stored before the first question.
  const questions = Object.keys(steps).length + 1
  expect(readme).toContain(`${questions} questions`)
})

test('the table of commands names each of them, and no other', () => {
  const table = readme.slice(
    readme.indexOf('| command |'),
    readme.indexOf('Gateway, under'),
  )
  const named = [...table.matchAll(/^\| (.*?) \|/gm)]
    .slice(1)
    .flatMap(([, cell = '']) => namesIn(cell))
  expect(named.sort()).toEqual([...commandNames].sort())
})

/** `pin/add`, `ls` are both commands of `pin`. */
function namesIn(cell: string): string[] {
  const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
  const [group] = names[0]?.includes('/') ? names[0].split('/') : ['']
  return names.map((name) =>
    group === '' || name.includes('/') ? name : `${group}/${name}`,
  )
}
