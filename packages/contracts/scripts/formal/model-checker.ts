/** solc's SMTChecker (engine CHC) on one contract. */
import { messageOf } from '../lib/message-of.js'
import { load } from '../solidity/sources.js'
import {
  type Answer,
  type Complaint,
  checkCompiled,
  compileStandardJson,
} from '../solidity/standard-json.js'
import { withPlainCasts } from './query.js'
import type { Source } from './source.js'
import { solve, type Z3 } from './z3.js'

export type Verdict = 'proved' | 'refuted' | 'unknown'

/** What solc says of one target: that it is safe, that it is violated, or neither. */
const verdicts: readonly (readonly [RegExp, Verdict])[] = [
  [/ check is safe!$/, 'proved'],
  [/ happens here\.$/, 'refuted'],
  [/ might happen here\.$/, 'unknown'],
]

export type Target = {
  /** `file:line` */
  readonly place: string
  /** What could go wrong there, in solc's words. */
  readonly kind: string
  readonly verdict: Verdict
}

export type Subject = {
  readonly file: string
  readonly contract: string
  /** What the prover looks for; failing assertions, if nothing is said. */
  readonly targets?: readonly string[]
  /** How long each try of the solver may take. */
  readonly seconds?: number
}

type Read = (name: string) => string

/**
 * Checks every target in a contract, of whatever it calls and of all sequences of its functions.
 *
 * @param instead What to read in place of a file.
 */
export function check(subject: Subject, z3: Z3, instead?: Source): Target[] {
  const { file, contract, targets = ['assert'], seconds = 120 } = subject
  const read: Read = (name) =>
    instead?.file === name ? instead.content : load(name)
  const output = compileStandardJson(
    {
      language: 'Solidity',
      sources: { [file]: { content: read(file) } },
      settings: {
        outputSelection: { '*': { '*': [] } },
        modelChecker: {
          contracts: { [file]: [contract] },
          engine: 'chc',
          showProvedSafe: true,
          showUnproved: true,
          solvers: ['smtlib2'],
          targets,
        },
      },
    },
    {
      import: (name) => contentsOf(read, name),
      smtSolver: (query) => ({
        contents: solve(z3, withPlainCasts(query), seconds),
      }),
    },
  )
  checkCompiled(output)
  return targetsOf(output.errors ?? [], read)
}

function contentsOf(read: Read, name: string): Answer {
  try {
    return { contents: read(name) }
  } catch (error) {
    return { error: messageOf(error) }
  }
}

function targetsOf(messages: readonly Complaint[], read: Read): Target[] {
  return messages.flatMap(({ message, sourceLocation }) => {
    const [kind = ''] = message.split('\n')
    const verdict = verdicts.find(([pattern]) => pattern.test(kind))?.[1]
    if (!verdict || !sourceLocation) return []
    return [{ place: placeOf(sourceLocation, read), kind, verdict }]
  })
}

function placeOf(
  { file, start }: NonNullable<Complaint['sourceLocation']>,
  read: Read,
): string {
  const before = Buffer.from(read(file)).subarray(0, start).toString()
  return `${file}:${before.split('\n').length}`
}
