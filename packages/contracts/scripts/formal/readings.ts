/** Properties that are read off the contract's own syntax tree, each with a mistake that the reading must notice. */
import { load } from '../solidity/sources.js'
import type { SourceUnit } from '../solidity/syntax-tree.js'
import { accessesAfterCalls } from './calls.js'
import type { Outcome } from './report.js'
import { contradictionsOfReverts } from './reverts.js'
import { type Mistake, withMistake } from './source.js'
import { unexpectedWriters } from './states.js'
import { trees } from './trees.js'

export type Reading = {
  readonly id: string
  readonly name: string
  readonly statement: string
  /** What contradicts it. */
  readonly read: (all: readonly SourceUnit[]) => string[]
  readonly mistake: Mistake
}

export const readings: readonly Reading[] = [
  {
    id: 'F8',
    name: 'revert reasons',
    statement:
      'every revert names an error of the interface; each error is a reason and is expected by a test',
    read: contradictionsOfReverts,
    mistake: {
      file: 'src/protocol/Court.sol',
      before: 'if (commitment == 0) revert EmptyDigest();',
      after: 'require(commitment != 0);',
    },
  },
  {
    id: 'F9',
    name: 'nothing after a call',
    statement:
      'no storage is read or written after a call that can change anything',
    read: accessesAfterCalls,
    mistake: {
      file: 'src/parts/OrdersPart.sol',
      before: `        _credits[msg.sender] = 0;
        emit Withdrawn(msg.sender, amount);
        _pay(msg.sender, amount);`,
      after: `        emit Withdrawn(msg.sender, amount);
        _pay(msg.sender, amount);
        _credits[msg.sender] = 0;`,
    },
  },
  {
    id: 'F11',
    name: 'who writes states',
    statement:
      'only `_add` (Open), `_decide` (Decided) and `_undecide` (Undecided) write a task’s state',
    read: unexpectedWriters,
    mistake: {
      file: 'src/protocol/Tasks.sol',
      before: 't.withState(State.Undecided)',
      after: 't.withState(State.None)',
    },
  },
]

export function readOff({ read }: Reading): Outcome {
  return timed(() => read(trees()))
}

export function misread({ read, mistake }: Reading): Outcome {
  const { file } = mistake
  const content = withMistake(load(file), mistake)
  return timed(() => read(trees({ file, content })))
}

function timed(work: () => string[]): Outcome {
  const began = Date.now()
  const open = work()
  const seconds = (Date.now() - began) / 1_000
  return { result: open.length === 0 ? 'proved' : 'refuted', seconds, open }
}
