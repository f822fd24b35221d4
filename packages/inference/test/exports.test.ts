import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = new URL('../src/', import.meta.url)
const entries = readdirSync(source).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
)

test('every entry of the package has its file, and every file its entry', () => {
  const path = fileURLToPath(new URL('../package.json', import.meta.url))
  const { exports } = JSON.parse(readFileSync(path, 'utf8'))
  const declared = Object.keys(exports)
    .filter((name) => name !== './package.json')
    .map((name) => (name === '.' ? 'index.ts' : `${name.slice(2)}.ts`))
  expect(entries.toSorted()).toEqual(declared.toSorted())
})

/** The surface is a promise: a change of it is seen here first. */
test.each(entries)('%s exports what it did', async (name) => {
  const entry: object = await import(new URL(name, source).href)
  expect(Object.keys(entry).sort()).toMatchSnapshot()
})
