import { AichainError } from '@aichain/base'
import { CID } from 'multiformats/cid'
import { expect, test } from 'vitest'
import { AddressRefusedError, PortBusyError } from './listening.js'
import { BlockNotFoundError, RequestError } from './request.js'
import { storageError } from './storage.js'
import { wordsOf } from './words-of.js'

const cid = CID.parse('bafkqabtimvwgy3yk')

test('a busy port and a refused address say what to do', () => {
  const what = 'the IPFS RPC'
  expect(
    new PortBusyError({ port: 5001, what }).message,
  ).toMatchInlineSnapshot(`
    "Port 5001 for the IPFS RPC is already in use.
    Choose another port, or leave it out to get a free one."
  `)
  const place = { host: '192.0.2.1', port: 80, what }
  const reason = 'listen EADDRNOTAVAIL'
  expect(
    new AddressRefusedError({ ...place, reason }).message,
  ).toMatchInlineSnapshot(`
    "The system refuses the address of the IPFS RPC.
    host: 192.0.2.1
    port: 80
    reason: listen EADDRNOTAVAIL
    Choose an address of this machine and a port from 1024 up."
  `)
})

test('a full disk is told from one that fails', () => {
  const full = storageError('write', '/blocks', new Error('ENOSPC: no space'))
  expect(full.code).toBe('storage-full')
  expect(full.message).toMatchInlineSnapshot(`
    "There is no space left on the disk of the IPFS server.
    folder: /blocks
    Free some space, or choose a folder on another disk."
  `)
  const cause = new Error('EIO: i/o error, read')
  const failed = storageError('read', '/blocks', cause)
  expect(failed.code).toBe('storage-failed')
  expect(failed.cause).toBe(cause)
  expect(failed.message).toMatchInlineSnapshot(`
    "The IPFS server cannot read its files: EIO: i/o error, read
    folder: /blocks
    Check that the folder is there, is whole and may be written."
  `)
})

test('a client is told what Kubo would say, and no more', () => {
  const error = new BlockNotFoundError(cid)
  expect(AichainError.isInstance(error)).toBe(true)
  expect(wordsOf(error)).toBe(
    `block was not found locally (offline): ipld: could not find ${cid}`,
  )
  expect(wordsOf(new RequestError('no'))).toBe('no')
  expect(wordsOf(new Error('broken'))).toBe('broken')
  expect(wordsOf('text')).toBe('text')
})
