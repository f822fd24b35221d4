import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { root } from './package-root.js'
import { readIfThere } from './read-if-there.js'

const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** Every contract and library of the package, with the functions in it. */
const contracts = new Map(
  ['src', 'test']
    .flatMap(solidityIn)
    .flatMap((source) =>
      source
        .split(/^(?=(?:abstract )?(?:contract|library) )/m)
        .map((text) => [
          /^(?:abstract )?(?:contract|library) (\w+)/.exec(text)?.[1] ?? '',
          new Set(
            [...text.matchAll(/function (\w+)/g)].map(([, name]) => name),
          ),
        ]),
    ),
)

function solidityIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sol'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
}

/** The pages of the second edition, wherever this package lies. */
const proof = ['../docs/proof.md', '../../docs/proof.md']
  .map((name) => readIfThere(pathToFileURL(join(root, name))))
  .find((page) => page?.includes('## Twelve properties'))

test('each promise names contracts, functions and tests that are there', () => {
  const [, table = ''] = readme.split('## Which test holds which promise')
  expect(namesIn(table).length).toBeGreaterThan(40)
  expect(missingIn(table)).toEqual([])
})

test('each of the twelve properties names tests that are there', () => {
  const [, table = ''] = (proof ?? '').split('## Twelve properties')
  expect(table.match(/^\| P\d+ \|/gm)).toHaveLength(12)
  expect(namesIn(table).length).toBeGreaterThan(25)
  expect(missingIn(table)).toEqual([])
})

function namesIn(table: string): RegExpMatchArray[] {
  return [...table.matchAll(/`([A-Z]\w+)(?:\.(\w+))?`/g)]
}

function missingIn(table: string): string[] {
  const missing = namesIn(table).filter(([, contract = '', member]) => {
    const functions = contracts.get(contract)
    return !functions || (member !== undefined && !functions.has(member))
  })
  return missing.map(([name]) => name)
}

test('each command of the table is there', () => {
  const { scripts } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const named = [
    ...readme.matchAll(/^\| `npm (?:run )?([\w:]+)`(?: \/ `([\w:]+)`)?/gm),
  ]
  const names = named.flatMap(([, one, other]) =>
    other ? [one, other] : [one],
  )
  expect(names.sort()).toEqual(Object.keys(scripts).sort())
})
