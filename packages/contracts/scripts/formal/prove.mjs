/** Proves a property, and that its mistake is found. */
import { check, load } from './model-checker.mjs'

/**
 * @param {import('./properties.mjs').Property} property
 * @returns {{ result: 'proved' | 'refuted' | 'unknown', seconds: number, open: string[] }}
 */
export function prove(property, z3) {
  const sources = property.only ? [focused(property)] : []
  return timed(() => check(property, z3, sources))
}

/** Whether the prover finds the mistake: `refuted` is what is hoped for. */
export function refute(property, z3) {
  const { file, before, after } = property.mistake
  const focus = property.only ? [focused(property)] : []
  const content =
    focus.find((source) => source.file === file)?.content ?? load(file)
  const broken = { file, content: replaced(content, before, after, file) }
  return timed(() => check(property, z3, [broken, ...focus]))
}

function timed(work) {
  const began = Date.now()
  const targets = work()
  const seconds = (Date.now() - began) / 1_000
  const open = targets
    .filter(({ verdict }) => verdict !== 'proved')
    .map(({ place, kind }) => `${place} ${kind}`)
  return { result: resultOf(targets), seconds, open, targets: targets.length }
}

/** Nothing to prove is no proof. */
function resultOf(targets) {
  const has = (wanted) => targets.some(({ verdict }) => verdict === wanted)
  if (has('refuted')) return 'refuted'
  return has('unknown') || targets.length === 0 ? 'unknown' : 'proved'
}

/** The model without its other properties, so that the time is that of one. */
function focused({ file, only }) {
  const source = load(file)
  const [steps, ...rest] = source.split('    /* PROPERTIES */\n')
  const wanted = rest
    .join('')
    .split(/\n(?= {4}\/\/\/ @notice)/)
    .filter((part) => part.includes(`function ${only}(`))
  if (wanted.length !== 1) throw new Error(`${file} has no property ${only}`)
  const property = wanted[0].replace(/\n}\s*$/, '')
  return { file, content: `${steps}${property}\n}\n` }
}

function replaced(content, before, after, file) {
  const parts = content.split(before)
  if (parts.length !== 2)
    throw new Error(
      `${file} has "${before}" ${parts.length - 1} times: choose another mistake`,
    )
  return parts.join(after)
}
