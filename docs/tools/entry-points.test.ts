import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { byImportance, readEntryPoints } from './entry-points.js'

const entries = await readEntryPoints()
const names = entries.map(({ name }) => name)

test('every entry that can be imported has a source', () => {
  expect(names).toContain('@aichain/sdk')
  expect(names).toContain('@aichain/sdk/core')
  expect(names).toContain('@aichain/inference/integer')
  expect(names).not.toContain('@aichain/sdk/package.json')
  expect(entries.filter(({ source }) => !existsSync(source))).toEqual([])
})

test('the SDK comes first', () => {
  expect(names[0]).toBe('@aichain/sdk')
  expect(['base', 'zoo', 'devnet', 'sdk'].sort(byImportance)).toEqual([
    'sdk',
    'devnet',
    'base',
    'zoo',
  ])
})
