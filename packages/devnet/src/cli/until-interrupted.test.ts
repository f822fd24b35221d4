import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { untilInterrupted } from './until-interrupted.js'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const { signal: never } = new AbortController()

/** Work that waits for its end, and how it is told to. */
function work(lost: AbortSignal = never) {
  let end = (_: number) => {}
  let signal: AbortSignal | undefined
  const code = untilInterrupted((given) => {
    signal = given
    return new Promise((resolve) => {
      end = resolve
    })
  }, lost)
  const isAborted = () => signal?.aborted
  return { code, end: (value: number) => end(value), isAborted }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s asks for an end, and the work gives the code',
  async (name) => {
    const { code, end, isAborted } = work()
    expect(isAborted()).toBe(false)
    process.emit(name)
    expect(isAborted()).toBe(true)
    end(0)
    expect(await code).toBe(0)
    expect(process.exit).not.toHaveBeenCalled()
    expect(process.listenerCount(name)).toBe(0)
  },
)

test('one Ctrl-C that comes twice asks once; a later one does not ask', async () => {
  const { code, end } = work()
  process.emit('SIGINT')
  process.emit('SIGINT')
  expect(process.exit).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_000)
  process.emit('SIGTERM')
  expect(process.exit).toHaveBeenCalledExactlyOnceWith(130)
  end(0)
  await code
})

test('a hang-up that comes again is no impatience', async () => {
  const { code, end } = work()
  process.emit('SIGHUP')
  vi.advanceTimersByTime(1_000)
  process.emit('SIGHUP')
  expect(process.exit).not.toHaveBeenCalled()
  end(0)
  await code
})

test('work goes no further when nobody hears it', async () => {
  const lost = new AbortController()
  const { code, end, isAborted } = work(lost.signal)
  lost.abort()
  expect(isAborted()).toBe(true)
  end(3)
  expect(await code).toBe(3)
  expect(work(lost.signal).isAborted()).toBe(true)
})

test('a failure after an interruption is one, another is thrown', async () => {
  const failing = (given: AbortSignal) =>
    new Promise<number>((_, reject) => {
      given.addEventListener('abort', () => reject(given.reason))
    })
  const code = untilInterrupted(failing, never)
  process.emit('SIGTERM')
  expect(await code).toBe(130)
  const failure = new Error('no')
  const thrown = untilInterrupted(() => Promise.reject(failure), never)
  await expect(thrown).rejects.toBe(failure)
})
