/**
 * Tests that may notice a mutant, remembered from its neighbours: what noticed
 * one change of a function notices most others.
 */
import type { Killer } from './judge.js'
import type { Mutant } from './mutants.js'

const remembered = 6

type Place = Pick<Mutant, 'file' | 'function'>

/** What is asked last anyway. */
const isSlow = ({ contract, file = '' }: Killer): boolean =>
  /VectorsTest$/.test(contract) || /^test\/(libraries|invariant)\//.test(file)

export type Suspects = {
  /** The latest first. */
  readonly of: (mutant: Place) => readonly Killer[]
  readonly remember: (mutant: Place, killer: Killer) => void
}

export function createSuspects(): Suspects {
  const killers = new Map<string, readonly Killer[]>()
  const keyOf = (mutant: Place) => `${mutant.file} ${mutant.function}`
  const of = (mutant: Place) => killers.get(keyOf(mutant)) ?? []
  return {
    of,
    remember(mutant, killer) {
      // These are no names of tests.
      if (killer.name === 'setUp' || killer.name === 'timeout') return
      if (isSlow(killer)) return
      const others = of(mutant).filter(
        ({ contract, name }) =>
          contract !== killer.contract || name !== killer.name,
      )
      killers.set(keyOf(mutant), [killer, ...others].slice(0, remembered))
    },
  }
}
