import { expect, it } from 'vitest'
import { collectionLock } from './collection-lock.js'

/** Work that says when it begins and ends when it is told. */
function work(name: string, log: string[]) {
  let finish = () => {}
  const run = () => {
    log.push(`${name} begins`)
    return new Promise<string>((resolve) => {
      finish = () => {
        log.push(`${name} ends`)
        resolve(name)
      }
    })
  }
  return { run, finish: () => finish() }
}

/** Long enough for everything that waits for nothing but promises. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

it('lets writers run beside each other and a collection alone', async () => {
  const lock = collectionLock()
  const log: string[] = []
  const one = work('one', log)
  const two = work('two', log)
  const collection = work('collection', log)
  const late = work('late', log)
  const done = [lock.write(one.run), lock.write(two.run)]
  await settle()
  done.push(lock.collect(collection.run), lock.write(late.run))
  await settle()
  expect(log).toEqual(['one begins', 'two begins'])

  one.finish()
  await settle()
  expect(log).not.toContain('collection begins')
  two.finish()
  await settle()
  expect(log.slice(-1)).toEqual(['collection begins'])
  collection.finish()
  await settle()
  expect(log.slice(-2)).toEqual(['collection ends', 'late begins'])
  late.finish()
  expect(await Promise.all(done)).toEqual(['one', 'two', 'collection', 'late'])
})

it('goes on after work that failed', async () => {
  const lock = collectionLock()
  const failing = async () => Promise.reject(new Error('lost'))
  await expect(lock.write(failing)).rejects.toThrow('lost')
  await expect(lock.collect(failing)).rejects.toThrow('lost')
  expect(await lock.write(async () => 'written')).toBe('written')
})
