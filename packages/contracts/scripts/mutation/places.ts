/** Places in solc's syntax tree, and in the source that it was made of. */
import {
  type Definition,
  isKind,
  isNode,
  type SyntaxNode,
} from '../solidity/syntax-tree.js'

/** Counted in bytes. */
export type Range = { readonly start: number; readonly end: number }

export type Ancestors = readonly SyntaxNode[]

export function rangeOf({ src }: SyntaxNode): Range {
  const [start = 0, length = 0] = src.split(':').map(Number)
  return { start, end: start + length }
}

/** Calls `visit(node, ancestors)` for every node, the innermost ancestor last. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, ancestors: Ancestors) => void,
  ancestors: Ancestors = [],
): void {
  visit(node, ancestors)
  const inside = [...ancestors, node]
  for (const child of childrenOf(node)) walk(child, visit, inside)
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const values: unknown[] = Object.values(node)
  return values.flat().filter(isNode)
}

/** The function that a node belongs to; outside of functions, the state variable or the contract. */
export function placeOf(ancestors: Ancestors): string {
  const owner =
    ancestors.find((node) => isKind(node, 'FunctionDefinition')) ??
    ancestors.findLast(isNamed)
  return owner ? owner.name || (owner.kind ?? '') : ''
}

const isNamed = (node: SyntaxNode): node is Definition =>
  isKind(node, 'VariableDeclaration', 'ContractDefinition')

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
 */
export function excerptOf(node: SyntaxNode, ancestors: Ancestors): Range {
  const chain = [...ancestors, node]
  for (const candidate of chain.toReversed()) {
    const range = rangeOf(candidate)
    if (isKind(candidate, 'IfStatement', 'WhileStatement'))
      return { start: range.start, end: rangeOf(candidate.condition).end + 1 }
    if (isKind(candidate, 'ForStatement'))
      return { start: range.start, end: rangeOf(candidate.body).start }
    if (isKind(candidate, 'VariableDeclaration') && !candidate.stateVariable)
      continue
    if (simple.includes(candidate.nodeType) && !isLoopPart(candidate, chain))
      return range
  }
  return rangeOf(node)
}

/** Whether a statement stands in the head of a for loop. */
export function isLoopPart(node: SyntaxNode, ancestors: Ancestors): boolean {
  return ancestors.some(
    (parent) =>
      isKind(parent, 'ForStatement') &&
      (parent.initializationExpression === node ||
        parent.loopExpression === node),
  )
}
