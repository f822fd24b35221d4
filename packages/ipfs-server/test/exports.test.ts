import { expect, test } from 'vitest'
import * as entry from '../src/index.js'

test('the surface is what is meant to be public', () => {
  expect(Object.keys(entry).sort()).toMatchInlineSnapshot(`
    [
      "AddressRefusedError",
      "PortBusyError",
      "StorageFailedError",
      "StorageFullError",
      "startIpfsServer",
    ]
  `)
})
