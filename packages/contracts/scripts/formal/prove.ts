/** Proves a property, and that its mistake is found. */
import { load } from '../solidity/sources.js'
import { check, type Target, type Verdict } from './model-checker.js'
import type { Property } from './properties.js'
import type { Outcome } from './report.js'
import { type Source, withMistake } from './source.js'
import type { Z3 } from './z3.js'

export function prove(property: Property, z3: Z3): Outcome {
  const sources = property.only ? [focused(property)] : []
  return timed(() => check(property, z3, sources))
}

/** Whether the prover finds the mistake: `refuted` is what is hoped for. */
export function refute(property: Property, z3: Z3): Outcome {
  const { file } = property.mistake
  const focus = property.only ? [focused(property)] : []
  const content =
    focus.find((source) => source.file === file)?.content ?? load(file)
  const broken = { file, content: withMistake(content, property.mistake) }
  return timed(() => check(property, z3, [broken, ...focus]))
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

/** The model without its other properties, so that the time is that of one. */
function focused({ file, only }: Property): Source {
  const source = load(file)
  const [steps, ...rest] = source.split('    /* PROPERTIES */\n')
  const wanted = rest
    .join('')
    .split(/\n(?= {4}\/\/\/ @notice)/)
    .filter((part) => part.includes(`function ${only}(`))
  const [found] = wanted
  if (found === undefined || wanted.length > 1)
    throw new Error(`${file} has no property ${only}`)
  const property = found.replace(/\n}\s*$/, '')
  return { file, content: `${steps}${property}\n}\n` }
}
