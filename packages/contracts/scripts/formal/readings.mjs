/** Properties that are read off the contract's own syntax tree, each with a mistake that the reading must notice. */
import { accessesAfterCalls } from './calls.mjs'
import { load } from './model-checker.mjs'
import { contradictionsOfReverts } from './reverts.mjs'
import { unexpectedWriters } from './states.mjs'
import { trees } from './syntax.mjs'

export const readings = [
  {
    id: 'F8',
    name: 'revert reasons',
    statement:
      'every revert names an error of the interface; each error is a reason and is expected by a test',
    read: contradictionsOfReverts,
    mistake: {
      file: 'src/Court.sol',
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
      file: 'src/Ledger.sol',
      before: `        credit[msg.sender] = 0;
        emit Withdrawn(msg.sender, amount);
        _pay(msg.sender, amount);`,
      after: `        emit Withdrawn(msg.sender, amount);
        _pay(msg.sender, amount);
        credit[msg.sender] = 0;`,
    },
  },
  {
    id: 'F11',
    name: 'who writes states',
    statement:
      'only `_add` (Open), `_decide` (Decided) and `_refund` (Undecided) write a task’s state',
    read: unexpectedWriters,
    mistake: {
      file: 'src/Tasks.sol',
      before: 't.state = State.Undecided;',
      after: 't.state = State.None;',
    },
  },
]

/** @returns {{ result: 'proved' | 'refuted', seconds: number, open: string[] }} */
export function readOff({ read }) {
  return timed(() => read(trees()))
}

export function misread({ read, mistake: { file, before, after } }) {
  const content = load(file)
  if (content.split(before).length !== 2)
    throw new Error(`${file} has "${before}" not once: choose another mistake`)
  return timed(() =>
    read(trees({ file, content: content.replace(before, after) })),
  )
}

function timed(work) {
  const began = Date.now()
  const open = work()
  const seconds = (Date.now() - began) / 1_000
  return { result: open.length === 0 ? 'proved' : 'refuted', seconds, open }
}
