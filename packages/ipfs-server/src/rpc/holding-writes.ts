import type { CollectionLock } from '../storage/collection-lock.js'

/** Runs a generator with collections held off from its start to its end. */
export async function* holdingWrites<T>(
  lock: CollectionLock,
  run: () => AsyncGenerator<T>,
): AsyncGenerator<T, void, void> {
  let release = () => {}
  await new Promise<void>((acquired) => {
    lock.write(() => {
      acquired()
      return new Promise<void>((resolve) => {
        release = resolve
      })
    })
  })
  try {
    yield* run()
  } finally {
    release()
  }
}
