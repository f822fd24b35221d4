import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'

const readme = fileURLToPath(new URL('../../../README.md', import.meta.url))

let folder: string

beforeAll(async () => {
  // Inside the package, so that its imports resolve as a user's would.
  folder = await mkdtemp(fileURLToPath(new URL('./readme-', import.meta.url)))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** The first TypeScript block of the README. */
async function readExample(): Promise<string> {
  const text = await readFile(readme, 'utf8')
  return /```ts\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
}

test('the example of the README answers, with five votes, and ends', {
  timeout: 240_000,
}, async () => {
  const { outputText } = ts.transpileModule(await readExample(), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ES2022,
    },
  })
  const file = join(folder, 'example.mjs')
  await writeFile(file, outputText)
  const { stdout } = await promisify(execFile)(process.execPath, [file])
  expect(stdout).toContain('Paris')
  expect(stdout.match(/seat \d \w+/g)).toHaveLength(5)
  // Four of five decide; the fifth vote may come after the answer.
  expect(stdout.match(/seat \d agreed/g)?.length).toBeGreaterThanOrEqual(4)
})

test('the example is ten lines and its imports', async () => {
  const lines = (await readExample()).trim().split('\n').filter(Boolean)
  const code = lines.filter((line) => !line.startsWith('import '))
  expect(code.length).toBeGreaterThan(0)
  expect(code.length).toBeLessThanOrEqual(10)
})
