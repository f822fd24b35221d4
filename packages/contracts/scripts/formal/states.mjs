/** F11, on the contract itself: who writes the state of a task, and what. */
import { isOurs, nodesOf } from './syntax.mjs'

/** What each may write, and nobody else anything. The model says when. */
const writers = { _add: 'Open', _decide: 'Decided', _refund: 'Undecided' }

/** @returns {string[]} What contradicts it. */
export function unexpectedWriters(all) {
  const found = all
    .filter(isOurs)
    .flatMap((tree) =>
      [...nodesOf(tree)]
        .filter(({ nodeType }) => nodeType === 'FunctionDefinition')
        .flatMap((definition) =>
          statesWritten(definition).map((state) => [definition.name, state]),
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

function statesWritten(definition) {
  return [...nodesOf(definition.body)]
    .filter(({ nodeType }) => nodeType === 'Assignment')
    .flatMap(({ leftHandSide, rightHandSide }) => {
      const targets = leftHandSide.components ?? [leftHandSide]
      const values = rightHandSide.components ?? [rightHandSide]
      return targets.flatMap((target, index) =>
        isState(target) ? [values[index]?.memberName ?? '?'] : [],
      )
    })
}

/** `.state` of a stored task, not the name of a return value. */
const isState = (node) =>
  node?.nodeType === 'MemberAccess' &&
  node.memberName === 'state' &&
  /StoredTask/.test(node.expression.typeDescriptions.typeIdentifier)
