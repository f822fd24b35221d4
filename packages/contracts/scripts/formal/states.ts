/** F11, on the contract itself: who writes the state of a task, and what. */
import {
  type FunctionCall,
  type FunctionDefinition,
  isKind,
  type SourceUnit,
} from '../solidity/syntax-tree.js'
import { isOurs, nodesOf } from './trees.js'

/** What each may write, and nobody else anything. The model says when. */
const writers: Readonly<Record<string, string>> = {
  _add: 'Open',
  _decide: 'Decided',
  _undecide: 'Undecided',
}

/** Who makes words, of whatever it is told. */
const word = 'src/libraries/TaskWordLib.sol'

/** What contradicts it. */
export function unexpectedWriters(all: readonly SourceUnit[]): string[] {
  const found = all
    .filter(isOurs)
    .filter(({ absolutePath }) => absolutePath !== word)
    .flatMap((tree) =>
      [...nodesOf(tree)]
        .filter((node) => isKind(node, 'FunctionDefinition'))
        .flatMap((definition) =>
          statesWritten(definition).map(
            (state) => [definition.name, state] as const,
          ),
        ),
    )
  const unexpected = found
    .filter(([name, state]) => writers[name] !== state)
    .map(([name, state]) => `${name} writes ${state}`)
  const silent = Object.keys(writers)
    .filter((name) => !found.some(([writer]) => writer === name))
    .map((name) => `${name} writes no state`)
  return [...unexpected, ...silent]
}

function statesWritten(definition: FunctionDefinition): string[] {
  return [...nodesOf(definition.body)]
    .filter((node) => isKind(node, 'FunctionCall'))
    .flatMap((call) => stateOf(call) ?? [])
}

/** What a call makes of a task's word, if it makes one. */
function stateOf(call: FunctionCall): string | undefined {
  const { name, memberName, expression } = call.expression
  if (name === 'newTaskWord') return 'Open'
  if (memberName === 'withState') return call.arguments[0]?.memberName ?? '?'
  const isRaw = memberName === 'wrap' && expression?.name === 'TaskWord'
  return isRaw ? 'a raw word' : undefined
}
