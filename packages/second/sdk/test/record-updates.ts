import type { NodeRunner } from '../src/clients/node-runner.js'
import type { NodeUpdate } from '../src/clients/runner/updates/node-update.js'

type OfType<Type extends NodeUpdate['type']> = Extract<
  NodeUpdate,
  { readonly type: Type }
>

/** All that a runner said, and a way to wait for what it will say. */
export type UpdateRecord = {
  readonly all: readonly NodeUpdate[]
  readonly types: () => readonly NodeUpdate['type'][]
  /** The first update of a type that fits, past or to come. */
  readonly heard: <Type extends NodeUpdate['type']>(
    type: Type,
    fits?: (update: OfType<Type>) => boolean,
  ) => Promise<OfType<Type>>
  /** Resolves once the runner says nothing more. */
  readonly over: Promise<void>
}

/** Listens to a runner from now on. */
export function recordUpdates(runner: NodeRunner): UpdateRecord {
  const all: NodeUpdate[] = []
  const waiters = new Set<() => void>()
  const read = async () => {
    for await (const update of runner.updates()) {
      all.push(update)
      for (const waiter of waiters) waiter()
    }
  }
  const over = read()
  return {
    all,
    over,
    types: () => all.map(({ type }) => type),
    heard: (type, fits = () => true) =>
      new Promise((resolve, reject) => {
        const look = () => {
          for (const update of all) {
            if (update.type !== type) continue
            const found = update as OfType<typeof type>
            if (!fits(found)) continue
            waiters.delete(look)
            resolve(found)
            return
          }
        }
        waiters.add(look)
        look()
        over.then(() => reject(new RangeError(`it never said '${type}'`)))
      }),
  }
}
