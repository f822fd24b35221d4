import { raceSignal } from '@aichain/base'
import type { Chain } from '../src/ports/chain.js'
import type { ContentStore } from '../src/ports/content-store.js'
import type { Journal } from '../src/ports/journal.js'

/** Where a process dies: at a call of one of its ports, before or after its effect. */
export type Death = {
  readonly call: 'commit' | 'reveal' | 'put' | 'write'
  readonly when: 'before' | 'after'
}

/**
 * The ports of a process that dies at one moment. From then on nothing that it
 * calls has any effect or ever answers, just as after a kill -9; only a stop
 * gets through, so that the test can clear up.
 */
export function mortal({ call, when }: Death): {
  readonly chain: (chain: Chain) => Chain
  readonly content: (content: ContentStore) => ContentStore
  readonly journal: (journal: Journal) => Journal
  readonly died: Promise<void>
} {
  let isDead = false
  let tell = () => {}
  const died = new Promise<void>((resolve) => {
    tell = resolve
  })
  const die = () => {
    isDead = true
    tell()
  }

  const wrap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver)
        if (typeof member !== 'function' || name === 'watch') return member
        if (name === 'close') return member
        return async (...parameters: unknown[]) => {
          const { signal } = (parameters.at(-1) ?? {}) as {
            signal?: AbortSignal
          }
          // Without a signal nobody could end the wait: those are refused.
          const silence = () =>
            signal
              ? raceSignal(new Promise(() => {}), signal)
              : Promise.reject(new RangeError('dead'))
          if (name === call && when === 'before') die()
          if (isDead) return silence()
          const result = await Reflect.apply(member, target, parameters)
          if (name === call) die()
          return isDead ? silence() : result
        }
      },
    })

  return { chain: wrap, content: wrap, journal: wrap, died }
}
