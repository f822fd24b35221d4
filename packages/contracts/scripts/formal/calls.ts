/**
 * F9: once a function has called another contract in a way that can change
 * anything, it neither reads nor writes storage. Static calls (of ArbSys, the
 * history of block hashes, a token's `balanceOf`) can change nothing.
 *
 * A walk over the statements in the order in which they run, into every
 * internal function: of a branch both sides, of a loop two rounds. It may see
 * a path that cannot be taken, never the other way round.
 */
import {
  type Conditional,
  type Expression,
  type ForStatement,
  type FunctionCall,
  type FunctionDefinition,
  type Identifier,
  type IfStatement,
  isKind,
  isNode,
  type SourceUnit,
  type SyntaxNode,
  type WhileStatement,
} from '../solidity/syntax-tree.js'
import { byId, isOurs, nodesOf } from './trees.js'

/** Storage that is touched after a call. */
export function accessesAfterCalls(all: readonly SourceUnit[]): string[] {
  const nodes = byId(all)
  const found = all.filter(isOurs).flatMap((tree) =>
    entriesOf(tree).flatMap((entry) => {
      const path: Path = { nodes, accesses: [], stack: [entry.id] }
      walk(entry.body, false, path)
      return path.accesses.map((name) => `${entry.name}: ${name}`)
    }),
  )
  return [...new Set(found)]
}

const entriesOf = (tree: SyntaxNode): FunctionDefinition[] =>
  [...nodesOf(tree)]
    .filter((node) => isKind(node, 'FunctionDefinition'))
    .filter(
      ({ body, visibility, kind }) =>
        body &&
        (['external', 'public'].includes(visibility) || kind === 'constructor'),
    )

type Path = {
  readonly nodes: ReadonlyMap<number, SyntaxNode>
  /** Found so far. */
  readonly accesses: string[]
  /** The functions that it is in. */
  readonly stack: readonly (number | undefined)[]
}

/** Whether a call has been made when this is over. */
function walk(part: unknown, called: boolean, path: Path): boolean {
  if (part === null || typeof part !== 'object') return called
  const visit = (next: unknown, before: boolean) => walk(next, before, path)
  if (Array.isArray(part))
    return part.reduce((before: boolean, each) => visit(each, before), called)
  if (isNode(part)) {
    if (isKind(part, 'IfStatement', 'Conditional')) {
      const before = visit(part.condition, called)
      return sidesOf(part)
        .map((side) => visit(side, before))
        .some(Boolean)
    }
    if (isKind(part, 'ForStatement', 'WhileStatement', 'DoWhileStatement'))
      return loop(part, called, visit)
    if (called && isStorage(part, path.nodes)) path.accesses.push(part.name)
  }
  const before = Object.entries(part)
    .filter(([key]) => !ignored.has(key))
    .reduce((state, [, next]) => visit(next, state), called)
  return isNode(part) ? after(part, before, path) : before
}

const sidesOf = (node: IfStatement | Conditional): unknown[] =>
  isKind(node, 'IfStatement')
    ? [node.trueBody, node.falseBody]
    : [node.trueExpression, node.falseExpression]

/** Two rounds. */
function loop(
  node: ForStatement | WhileStatement,
  called: boolean,
  visit: (next: unknown, before: boolean) => boolean,
): boolean {
  const head = isKind(node, 'ForStatement') ? node : undefined
  const round = (before: boolean) =>
    [node.condition, node.body, head?.loopExpression].reduce(
      (state: boolean, part) => visit(part, state),
      before,
    )
  return round(round(visit(head?.initializationExpression, called)))
}

function after(node: SyntaxNode, called: boolean, path: Path): boolean {
  const { nodes, accesses, stack } = path
  if (isKind(node, 'YulFunctionCall')) {
    const { name } = node.functionName
    if (called && /^[st](load|store)$/.test(name)) accesses.push(name)
    return called || /^(call|callcode|delegatecall|create2?)$/.test(name)
  }
  if (!isKind(node, 'FunctionCall')) return called
  const target = nodes.get(declarationOf(node.expression) ?? Number.NaN)
  const body =
    isInternal(node) && target && isKind(target, 'FunctionDefinition')
      ? target.body
      : undefined
  if (body && !stack.includes(target?.id))
    return walk(body, called, { ...path, stack: [...stack, target?.id] })
  return called || canChangeThings(node)
}

/** Neither runs. */
const ignored = new Set([
  'typeDescriptions',
  'typeName',
  'documentation',
  'overloadedDeclarations',
  'argumentTypes',
])

const typeOf = ({ typeDescriptions }: Expression): string =>
  typeDescriptions.typeIdentifier ?? ''

const declarationOf = (expression: Expression): number | undefined =>
  expression.referencedDeclaration ??
  expression.expression?.referencedDeclaration

const isInternal = (node: FunctionCall): boolean =>
  /^t_function_(internal|delegatecall_internal)/.test(typeOf(node.expression))

/** Calls of other contracts, but for those that the EVM makes static. */
function canChangeThings(node: FunctionCall): boolean {
  const type = typeOf(node.expression)
  const isStatic = /^t_function_(barestaticcall|external_(view|pure))/.test(
    type,
  )
  return (
    !isStatic &&
    /^t_function_(external|bare|creation|send|transfer|delegatecall)/.test(type)
  )
}

/** A state variable that is in storage, or something reached by a reference to storage. */
function isStorage(
  node: SyntaxNode,
  nodes: ReadonlyMap<number, SyntaxNode>,
): node is Identifier {
  if (!isKind(node, 'Identifier')) return false
  const variable = nodes.get(node.referencedDeclaration)
  if (!variable || !isKind(variable, 'VariableDeclaration')) return false
  return (
    (variable.stateVariable && variable.mutability === 'mutable') ||
    variable.storageLocation === 'storage'
  )
}
