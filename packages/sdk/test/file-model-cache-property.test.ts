import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cid, cidOf, digestFromCid } from '@aichain/base'
import { expect, onTestFinished, test } from 'vitest'
import { seededRandom } from '../../base/test/seeded-random.js'
import { fileModelCache } from '../src/adapters/node/file-model-cache.js'
import type { ModelLease } from '../src/ports/model-cache.js'

const limit = 2_000

/** Bytes in the folder, half-written files included. */
async function used(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map(async (name) => {
    const { size } = await stat(join(folder, name))
    return size
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-cache-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

// On a real disk, with restarts in between, and calls that are not awaited one
// by one, as those of a reader that reads ahead.
test.each([1, 2, 3])('limit and leases hold, seed %i', async (seed) => {
  const random = seededRandom(seed)
  const folder = await temporaryFolder()
  const open = () =>
    fileModelCache({ folder, maximumBytes: limit, reservedBytes: 0 })
  const blocks = Array.from({ length: 60 }, (_, index) =>
    new Uint8Array(20 + random.below(200)).fill(index),
  )
  let cache = open()
  let leases: { lease: ModelLease; holds: Set<Cid> }[] = []
  let found = 0
  for (let step = 0; step < 150; step += 1) {
    const action = random.below(10)
    if (action === 0) {
      // A restart: nothing is in use any more.
      cache = open()
      leases = []
    } else if (action < 3 || leases.length === 0) {
      leases.push({ lease: cache.lease(), holds: new Set() })
    } else if (action === 3) {
      await leases.shift()?.lease.release()
    } else {
      const { lease, holds } = random.pick(leases)
      const some = Array.from({ length: 4 }, () => random.pick(blocks))
      await Promise.all(
        some.map(async (bytes) => {
          const cid = cidOf(bytes)
          const kept = await lease.read(cid)
          expect(kept ?? bytes).toEqual(bytes)
          if (!kept) await lease.write(cid, bytes)
          if (kept) holds.add(cid)
          if (kept) found += 1
        }),
      )
    }
    expect(await used(folder)).toBeLessThanOrEqual(limit)
    const names = await readdir(folder)
    for (const cid of leases.flatMap(({ holds }) => [...holds])) {
      expect(names).toContain(`${digestFromCid(cid).slice(2)}.block`)
    }
  }
  // A cache that keeps nothing holds every limit.
  expect(found).toBeGreaterThan(0)
})
