import { readFileSync } from 'node:fs'
import * as entry from '@aichain/devnet'
import { expect, test } from 'vitest'

/** The surface is a promise: a change of it is seen here first. */
test('the package exports what it did', () => {
  expect(Object.keys(entry).sort()).toMatchInlineSnapshot(`
    [
      "AddressRefusedError",
      "AnvilMissingError",
      "ChainEndedError",
      "ChainStartError",
      "DiskFullError",
      "NodeStartError",
      "PlatformUnsupportedError",
      "PortBusyError",
      "StateFolderBusyError",
      "StateFolderCorruptError",
      "StateFolderMismatchError",
      "StorageFailedError",
      "createDevnet",
    ]
  `)
})

test('it has one entry, and one program', () => {
  const file = new URL('../package.json', import.meta.url)
  const { bin, exports } = JSON.parse(readFileSync(file, 'utf8'))
  expect(Object.keys(exports)).toEqual(['.', './package.json'])
  expect(bin).toEqual({ 'aichain-devnet': './dist/bin.js' })
})
