/**
 * F9: once a function has called another contract in a way that can change
 * anything, it neither reads nor writes storage. Static calls (of ArbSys, the
 * history of block hashes, a token's `balanceOf`) can change nothing.
 *
 * A walk over the statements in the order in which they run, into every
 * internal function: of a branch both sides, of a loop two rounds. It may see
 * a path that cannot be taken, never the other way round.
 */
import { byId, isOurs, nodesOf } from './syntax.mjs'

/** @returns {string[]} Storage that is touched after a call. */
export function accessesAfterCalls(all) {
  const walk = walker(byId(all))
  const found = all.filter(isOurs).flatMap((tree) =>
    entriesOf(tree).flatMap((entry) => {
      const accesses = []
      walk(entry.body, false, accesses, [entry.id])
      return accesses.map((name) => `${entry.name}: ${name}`)
    }),
  )
  return [...new Set(found)]
}

const entriesOf = (tree) =>
  [...nodesOf(tree)].filter(
    ({ nodeType, body, visibility, kind }) =>
      nodeType === 'FunctionDefinition' &&
      body &&
      (['external', 'public'].includes(visibility) || kind === 'constructor'),
  )

function walker(nodes) {
  /** Whether a call has been made when this is over. */
  function walk(node, called, accesses, stack) {
    if (node === null || typeof node !== 'object') return called
    if (Array.isArray(node))
      return node.reduce(
        (before, each) => walk(each, before, accesses, stack),
        called,
      )
    const visit = (part, before) => walk(part, before, accesses, stack)
    if (node.nodeType === 'IfStatement' || node.nodeType === 'Conditional') {
      const before = visit(node.condition, called)
      const sides = [
        node.trueBody ?? node.trueExpression,
        node.falseBody ?? node.falseExpression,
      ]
      return sides.map((side) => visit(side, before)).some(Boolean)
    }
    if (/^(For|While|DoWhile)Statement$/.test(node.nodeType)) {
      const round = (before) =>
        [node.condition, node.body, node.loopExpression].reduce(
          (state, part) => visit(part, state),
          before,
        )
      return round(round(visit(node.initializationExpression, called)))
    }
    if (called && isStorage(node, nodes))
      accesses.push(node.name ?? node.memberName)
    const before = Object.entries(node)
      .filter(([key]) => !ignored.has(key))
      .reduce((state, [, part]) => visit(part, state), called)
    return after(node, before, accesses, stack)
  }

  function after(node, called, accesses, stack) {
    if (node.nodeType === 'YulFunctionCall') {
      const { name } = node.functionName
      if (called && /^[st](load|store)$/.test(name)) accesses.push(name)
      return called || /^(call|callcode|delegatecall|create2?)$/.test(name)
    }
    if (node.nodeType !== 'FunctionCall') return called
    const target = nodes.get(declarationOf(node.expression))
    const isInside = isInternal(node) && target?.body
    if (isInside && !stack.includes(target.id))
      return walk(target.body, called, accesses, [...stack, target.id])
    return called || canChangeThings(node)
  }

  return walk
}

/** Neither runs. */
const ignored = new Set([
  'typeDescriptions',
  'typeName',
  'documentation',
  'overloadedDeclarations',
  'argumentTypes',
])

const typeOf = (node) => node?.typeDescriptions?.typeIdentifier ?? ''

const declarationOf = (expression) =>
  expression.referencedDeclaration ??
  expression.expression?.referencedDeclaration

const isInternal = (node) =>
  /^t_function_(internal|delegatecall_internal)/.test(typeOf(node.expression))

/** Calls of other contracts, but for those that the EVM makes static. */
function canChangeThings(node) {
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
function isStorage(node, nodes) {
  if (node.nodeType !== 'Identifier') return false
  const variable = nodes.get(node.referencedDeclaration)
  if (variable?.nodeType !== 'VariableDeclaration') return false
  return (
    (variable.stateVariable && variable.mutability === 'mutable') ||
    variable.storageLocation === 'storage'
  )
}
