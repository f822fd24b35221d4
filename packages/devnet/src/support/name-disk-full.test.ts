import { StorageFullError } from '@aichain/ipfs-server'
import { expect, test } from 'vitest'
import { DiskFullError } from '../errors/resources.js'
import { nameDiskFull } from './name-disk-full.js'

test('a full disk is named, however deep the reason is', () => {
  const reason = Object.assign(new Error('write'), { code: 'ENOSPC' })
  const buried = new Error('upload failed', {
    cause: new Error('no', { cause: reason }),
  })
  const named = nameDiskFull(buried, '/here')
  expect(named).toBeInstanceOf(DiskFullError)
  expect(nameDiskFull(named, '/there')).toBe(named)
  expect((named as DiskFullError).message).toMatchInlineSnapshot(`
    "The disk is full.
    folder: /here
    Free some space, or choose a folder on another disk (--state, TMPDIR)."
  `)
})

test('the words of a server count as well', () => {
  const told = new Error('500: no space left on device: block was not stored')
  expect(nameDiskFull(told, '/here')).toBeInstanceOf(DiskFullError)
})

test('a broken connection is explained by what the store met', () => {
  const broken = new Error('terminated')
  const reason = new Error('no space left on device')
  expect(nameDiskFull(broken, '/here', reason)).toBeInstanceOf(DiskFullError)
  expect(nameDiskFull(broken, '/here', new Error('no'))).toBe(broken)
  const full = new StorageFullError({ folder: '/there' })
  expect(nameDiskFull(broken, '/here', full)).toBeInstanceOf(DiskFullError)
  expect(nameDiskFull(full, '/here')).toBeInstanceOf(DiskFullError)
})

test('other errors pass as they are', () => {
  const other = new Error('no')
  expect(nameDiskFull(other, '/here')).toBe(other)
  expect(nameDiskFull('text', '/here')).toBe('text')
})
