import { expect, test } from 'vitest'
import { jointRun } from './joint-run.js'

const { signal: never } = new AbortController()

async function all<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = []
  for await (const part of parts) read.push(part)
  return read
}

/** A run of which each part waits to be let out. */
function held() {
  const steps: (() => void)[] = []
  const seen: { signal?: AbortSignal; ended: number } = { ended: 0 }
  const run = jointRun(
    async function* (signal) {
      seen.signal = signal
      for (let part = 1; part <= 3; part += 1) {
        await new Promise<void>((resolve, reject) => {
          steps.push(resolve)
          signal.addEventListener('abort', () => reject(signal.reason))
        })
        yield part
      }
    },
    () => {
      seen.ended += 1
    },
  )
  const step = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    steps.shift()?.()
  }
  return { run, step, seen }
}

test('everybody is told every part, whenever they come', async () => {
  const { run, step } = held()
  const early = all(run.read(never))
  await step()
  await step()
  const late = all(run.read(never))
  await step()
  expect(await early).toEqual([1, 2, 3])
  expect(await late).toEqual([1, 2, 3])
})

test('who leaves leaves it to the others; the last one stops it', async () => {
  const { run, step, seen } = held()
  const leaving = new AbortController()
  const one = all(run.read(leaving.signal))
  const other = run.read(never)
  const first = other.next()
  leaving.abort('enough')
  await expect(one).rejects.toBe('enough')
  expect(seen.signal?.aborted).toBe(false)
  await step()
  expect(await first).toEqual({ done: false, value: 1 })
  expect(seen.ended).toBe(0)
  await other.return()
  expect(seen.signal?.aborted).toBe(true)
  expect(seen.ended).toBeGreaterThan(0)
})

test('everybody is told of a failure, after what came before it', async () => {
  const failure = new RangeError('broken')
  const run = jointRun(
    async function* () {
      yield 1
      throw failure
    },
    () => {},
  )
  const readers = [run.read(never), run.read(never)]
  for (const reader of readers) {
    expect(await reader.next()).toEqual({ done: false, value: 1 })
    await expect(reader.next()).rejects.toBe(failure)
  }
})

test('a failure that nobody waits for is nobody’s', async () => {
  let ended = false
  jointRun(
    // biome-ignore lint/correctness/useYield: it fails before its first part.
    async function* () {
      throw new RangeError('broken')
    },
    () => {
      ended = true
    },
  )
  await new Promise((resolve) => setImmediate(resolve))
  expect(ended).toBe(true)
})
