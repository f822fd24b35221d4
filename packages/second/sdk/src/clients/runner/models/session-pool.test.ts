import { type Cid, cidOf, raceSignal } from '@aichain/base'
import type { InferenceSession } from '@aichain/inference'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../../base/test/seeded-random.js'
import { sessionPool } from './session-pool.js'

const [a, b, c] = ['a', 'b', 'c'].map((name) =>
  cidOf(new TextEncoder().encode(name)),
) as [Cid, Cid, Cid]
const { signal } = new AbortController()
const failure = new RangeError('broken')

/** Something to wait for, and the way to end the wait. */
function gate<T = void>() {
  let open = (_: T) => {}
  let fail = (_: unknown) => {}
  const passed = new Promise<T>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { passed, open: (value: T) => open(value), fail }
}

/** A pool that counts what is in memory; `loading` holds each load back. */
function counted(
  maximum: number,
  loading: (model: Cid, signal: AbortSignal) => Promise<void> = async () => {},
) {
  const opened: Cid[] = []
  const inMemory = new Map<InferenceSession, Cid>()
  let most = 0
  const pool = sessionPool({
    maximum,
    open: async (model, stop) => {
      opened.push(model)
      await loading(model, stop)
      const session = {
        close: async () => {
          inMemory.delete(session)
        },
      } as InferenceSession
      inMemory.set(session, model)
      most = Math.max(most, inMemory.size)
      return session
    },
  })
  const models = () => [...inMemory.values()]
  return { pool, opened, models, most: () => most }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('many at once load a model once', async () => {
  const { pool, opened } = counted(2)
  const sessions = await Promise.all(
    Array.from({ length: 50 }, () => pool.use(a, signal, async (it) => it)),
  )
  expect(new Set(sessions).size).toBe(1)
  expect(await pool.use(a, signal, async (it) => it)).toBe(sessions[0])
  expect(opened).toEqual([a])
})

test('a load that failed fails for all who waited, and the next loads again', async () => {
  let isBroken = true
  const { pool, opened } = counted(1, async () => {
    if (isBroken) throw failure
  })
  const uses = [1, 2, 3].map(() => pool.use(a, signal, async () => 'done'))
  for (const result of await Promise.allSettled(uses)) {
    expect(result).toEqual({ status: 'rejected', reason: failure })
  }
  isBroken = false
  expect(await pool.use(a, signal, async () => 'done')).toBe('done')
  expect(opened).toEqual([a, a])
})

test('what was idle for longest makes room, closed before the next is opened', async () => {
  const { pool, opened, models, most } = counted(2)
  for (const model of [a, b, a, c])
    await pool.use(model, signal, async () => {})
  expect(models()).toEqual([a, c])
  await pool.use(b, signal, async () => {})
  expect(models()).toEqual([c, b])
  expect(opened).toEqual([a, b, c, b])
  expect(most()).toBe(2)
})

test('the end of a use counts, not its beginning', async () => {
  const { pool, models } = counted(2)
  const long = gate()
  const using = pool.use(a, signal, () => long.passed)
  await pool.use(b, signal, async () => {})
  long.open()
  await using
  await pool.use(c, signal, async () => {})
  expect(models()).toEqual([a, c])
})

test('a model in use is not unloaded: the next waits until one is idle', async () => {
  const { pool, models } = counted(1)
  const work = gate()
  const using = pool.use(a, signal, () => work.passed)
  const waiting = pool.use(b, signal, async () => models())
  await settle()
  expect(models()).toEqual([a])
  work.open()
  expect(await waiting).toEqual([b])
  await using
})

test('who waits for a place can give up', async () => {
  const { pool, opened } = counted(1)
  const work = gate()
  const using = pool.use(a, signal, () => work.passed)
  const controller = new AbortController()
  const waiting = pool.use(b, controller.signal, async () => {})
  controller.abort('enough')
  await expect(waiting).rejects.toBe('enough')
  work.open()
  await using
  expect(opened).toEqual([a])
})

test('one of two who wait for a load may leave; when both left it is given up', async () => {
  const held = gate()
  const stops: AbortSignal[] = []
  const { pool, opened } = counted(1, (_, stop) => {
    stops.push(stop)
    return opened.length > 1 ? Promise.resolve() : raceSignal(held.passed, stop)
  })
  const [one, two] = [new AbortController(), new AbortController()]
  const uses = [one, two].map((each) =>
    pool.use(a, each.signal, async () => {}),
  )
  await settle()
  one.abort('one')
  await expect(uses[0]).rejects.toBe('one')
  expect(stops[0]?.aborted).toBe(false)
  two.abort('two')
  await expect(uses[1]).rejects.toBe('two')
  expect(stops[0]?.aborted).toBe(true)
  // Who comes later is not taken for one of them.
  expect(await pool.use(a, signal, async () => 'done')).toBe('done')
  expect(opened).toEqual([a, a])
})

test('an aborted use of a loaded model leaves it in memory', async () => {
  const { pool, opened } = counted(1)
  await pool.use(a, signal, async () => {})
  const controller = new AbortController()
  const using = pool.use(a, controller.signal, () =>
    raceSignal(new Promise(() => {}), controller.signal),
  )
  controller.abort('stop')
  await expect(using).rejects.toBe('stop')
  await pool.use(a, signal, async () => {})
  expect(opened).toEqual([a])
})

test('a session in which work failed is closed before the failure is told', async () => {
  const { pool, opened, models } = counted(1)
  const using = pool.use(a, signal, async () => {
    throw failure
  })
  await expect(using).rejects.toBe(failure)
  expect(models()).toEqual([])
  await pool.use(a, signal, async () => {})
  expect(opened).toEqual([a, a])
})

test('a late failure does not close the session that came after it', async () => {
  const { pool, models } = counted(1)
  const work = gate<never>()
  const late = pool.use(a, signal, () => work.passed)
  const early = pool.use(a, signal, () => Promise.reject(failure))
  await expect(early).rejects.toBe(failure)
  await pool.use(a, signal, async () => {})
  expect(models()).toEqual([a])
  work.fail(failure)
  await expect(late).rejects.toBe(failure)
  expect(models()).toEqual([a])
})

test('close ends all of it, also what is still being loaded', async () => {
  const { pool, models } = counted(2, (model, stop) =>
    model === b ? raceSignal(new Promise(() => {}), stop) : Promise.resolve(),
  )
  await pool.use(a, signal, async () => {})
  const loading = pool.use(b, signal, async () => {}).catch(() => 'ended')
  await settle()
  await pool.close()
  expect(models()).toEqual([])
  expect(await loading).toBe('ended')
})

test.each([1, 2, 3, 4])(
  'random use never exceeds the limit, seed %i',
  async (seed) => {
    const random = seededRandom(seed)
    const maximum = 1 + random.below(3)
    const models = Array.from({ length: 6 }, (_, index) =>
      cidOf(Uint8Array.of(index)),
    )
    const inUse = new Map<Cid, number>()
    const pause = async () => {
      for (let turn = random.below(4); turn > 0; turn -= 1) await settle()
    }
    const counts = counted(maximum, pause)
    const use = async () => {
      const model = random.pick(models)
      const controller = new AbortController()
      const using = counts.pool.use(model, controller.signal, async () => {
        inUse.set(model, (inUse.get(model) ?? 0) + 1)
        await pause()
        // Nobody unloaded it meanwhile.
        const isThere = counts.models().includes(model)
        inUse.set(model, (inUse.get(model) ?? 0) - 1)
        return isThere
      })
      if (random.below(5) === 0) controller.abort('gone')
      return using.catch((reason) => reason === 'gone')
    }
    const results = await Promise.all(Array.from({ length: 300 }, use))
    expect(results.every(Boolean)).toBe(true)
    expect(counts.most()).toBeLessThanOrEqual(maximum)
    await counts.pool.close()
    expect(counts.models()).toEqual([])
  },
)
