/**
 * Tests that may notice a mutant, remembered from its neighbours: what noticed
 * one change of a function notices most others.
 */
const remembered = 6

/** What is asked last anyway. */
const isSlow = ({ contract, file }) =>
  /Vectors|Differential/.test(contract) ||
  /^test\/(libraries|invariant)\//.test(file)

export function createSuspects() {
  const killers = new Map()
  const placeOf = (mutant) => `${mutant.file} ${mutant.function}`
  return {
    /** The latest first. */
    of: (mutant) => killers.get(placeOf(mutant)) ?? [],
    remember(mutant, killer) {
      // These are no names of tests.
      if (killer.name === 'setUp' || killer.name === 'timeout') return
      if (isSlow(killer)) return
      const others = this.of(mutant).filter(
        ({ contract, name }) =>
          contract !== killer.contract || name !== killer.name,
      )
      const list = [killer, ...others].slice(0, remembered)
      killers.set(placeOf(mutant), list)
    },
  }
}
