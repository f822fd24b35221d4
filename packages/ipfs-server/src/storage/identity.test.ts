import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openIdentity } from './identity.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-identity-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('has the peer id that Kubo gives to the same public key', async () => {
  // Both as a Kubo 0.43.0 told them of itself.
  const publicKey = 'CAESIMaEYJkmZJ+XB4kxU/33nUsILtsklKp5l8FBE1HZPskn'
  await writeFile(join(folder, 'public-key'), publicKey)
  expect(await openIdentity(folder)).toEqual({
    peerId: '12D3KooWPBHy78HyQVQmrhvhxWHHFem38NZBoCFd9b9hvT4ui18A',
    publicKey,
  })
})

it('is new in each folder and the same in one', async () => {
  const first = await openIdentity(folder)
  expect(await openIdentity(folder)).toEqual(first)
  expect(first.peerId).toMatch(/^12D3KooW/)
  expect((await openIdentity()).peerId).not.toBe(first.peerId)
})
