/** Proves a property, and that its mistake is found. */
import { load } from '../solidity/sources.js'
import { check, type Target, type Verdict } from './model-checker.js'
import type { Property } from './properties.js'
import type { Outcome } from './report.js'
import { withMistake } from './source.js'
import type { Z3 } from './z3.js'

export function prove(property: Property, z3: Z3): Outcome {
  return timed(() => check(property, z3))
}

/** Whether the prover finds the mistake: `refuted` is what is hoped for. */
export function refute(property: Property, z3: Z3): Outcome {
  const { file } = property.mistake
  const content = withMistake(load(file), property.mistake)
  return timed(() => check(property, z3, { file, content }))
}

function timed(work: () => readonly Target[]): Outcome {
  const began = Date.now()
  const targets = work()
  const seconds = (Date.now() - began) / 1_000
  const open = targets
    .filter(({ verdict }) => verdict !== 'proved')
    .map(({ place, kind }) => `${place} ${kind}`)
  return { result: resultOf(targets), seconds, open }
}

/** Nothing to prove is no proof. */
function resultOf(targets: readonly Target[]): Verdict {
  const has = (wanted: Verdict) =>
    targets.some(({ verdict }) => verdict === wanted)
  if (has('refuted')) return 'refuted'
  return has('unknown') || targets.length === 0 ? 'unknown' : 'proved'
}
