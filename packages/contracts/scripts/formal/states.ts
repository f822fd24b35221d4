/** F11, on the contract itself: who writes the state of a task, and what. */
import {
  type Expression,
  type FunctionDefinition,
  isKind,
  type SourceUnit,
} from '../solidity/syntax-tree.js'
import { isOurs, nodesOf } from './trees.js'

/** What each may write, and nobody else anything. The model says when. */
const writers: Readonly<Record<string, string>> = {
  _add: 'Open',
  _decide: 'Decided',
  _refund: 'Undecided',
}

/** What contradicts it. */
export function unexpectedWriters(all: readonly SourceUnit[]): string[] {
  const found = all
    .filter(isOurs)
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
    .filter((node) => isKind(node, 'Assignment'))
    .flatMap(({ leftHandSide, rightHandSide }) => {
      const targets = leftHandSide.components ?? [leftHandSide]
      const values = rightHandSide.components ?? [rightHandSide]
      return targets.flatMap((target, index) =>
        isState(target) ? [values[index]?.memberName ?? '?'] : [],
      )
    })
}

/** `.state` of a stored task, not the name of a return value. */
const isState = (node: Expression | null): boolean =>
  node !== null &&
  isKind(node, 'MemberAccess') &&
  node.memberName === 'state' &&
  /StoredTask/.test(node.expression.typeDescriptions.typeIdentifier ?? '')
