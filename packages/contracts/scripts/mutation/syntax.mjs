/**
 * solc's syntax tree: nodes with a `nodeType` and a `src` of
 * "start:length:file", counted in bytes.
 */

/**
 * @typedef {{ start: number, end: number }} Range
 * @typedef {{ nodeType: string, src: string, [field: string]: any }} Node
 */

/** @returns {Range} */
export function rangeOf({ src }) {
  const [start, length] = src.split(':').map(Number)
  return { start, end: start + length }
}

/** Calls `visit(node, ancestors)` for every node, the innermost ancestor last. */
export function walk(node, visit, ancestors = []) {
  visit(node, ancestors)
  const inside = [...ancestors, node]
  for (const child of childrenOf(node)) walk(child, visit, inside)
}

function childrenOf(node) {
  return Object.values(node)
    .flat()
    .filter((value) => typeof value?.nodeType === 'string')
}

const named = [
  'FunctionDefinition',
  'VariableDeclaration',
  'ContractDefinition',
]

/** The function that a node belongs to; outside of functions, the state variable or the contract. */
export function placeOf(ancestors) {
  const functions = ancestors.filter(
    ({ nodeType }) => nodeType === 'FunctionDefinition',
  )
  const owner =
    functions[0] ??
    ancestors.findLast(({ nodeType }) => named.includes(nodeType))
  return owner ? owner.name || owner.kind : ''
}

const simple = [
  'ExpressionStatement',
  'VariableDeclarationStatement',
  'VariableDeclaration',
  'EmitStatement',
  'RevertStatement',
  'Return',
  'Continue',
  'Break',
  'InheritanceSpecifier',
  'ModifierInvocation',
]

/**
 * What a reader has to see of the code around a change: the statement, or the
 * head of one that has a body.
 *
 * @returns {Range}
 */
export function excerptOf(node, ancestors) {
  const chain = [...ancestors, node]
  for (const candidate of chain.toReversed()) {
    const range = rangeOf(candidate)
    const { nodeType } = candidate
    if (nodeType === 'IfStatement' || nodeType === 'WhileStatement')
      return { start: range.start, end: rangeOf(candidate.condition).end + 1 }
    if (nodeType === 'ForStatement')
      return { start: range.start, end: rangeOf(candidate.body).start }
    if (nodeType === 'VariableDeclaration' && !candidate.stateVariable) continue
    if (simple.includes(nodeType) && !isLoopPart(candidate, chain)) return range
  }
  return rangeOf(node)
}

/** Whether a statement stands in the head of a for loop. */
export function isLoopPart(node, ancestors) {
  return ancestors.some(
    (parent) =>
      parent.nodeType === 'ForStatement' &&
      (parent.initializationExpression === node ||
        parent.loopExpression === node),
  )
}
