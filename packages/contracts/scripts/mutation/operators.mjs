/**
 * What mutation testing does to Solidity, by the kind of syntax node. Each
 * operator takes a node in its context and returns edits.
 */
import { isLoopPart, rangeOf } from './syntax.mjs'

/**
 * @typedef {{ operator: string, start: number, end: number, text: string }} Edit
 * @typedef {{ ancestors: import('./syntax.mjs').Node[], textOf(range: import('./syntax.mjs').Range): string }} Context
 */

const comparison = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
}

const arithmetic = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
}

const assignment = {
  '+=': ['-=', '='],
  '-=': ['+=', '='],
  '*=': ['/=', '='],
  '/=': ['*=', '='],
  '%=': ['*=', '='],
  '|=': ['&=', '='],
  '&=': ['|=', '='],
  '^=': ['&=', '='],
  '<<=': ['>>=', '='],
  '>>=': ['<<=', '='],
}

/** The edits of one node. @returns {Edit[]} */
export function editsOf(node, context) {
  return (operators[node.nodeType] ?? []).flatMap((operator) =>
    operator(node, context),
  )
}

const operators = {
  BinaryOperation: [swapOperator, dropOperand],
  UnaryOperation: [changeUnary],
  Assignment: [swapAssignment, dropComponent],
  Conditional: [changeTernary],
  IfStatement: [forceCondition],
  WhileStatement: [neverLoop],
  ForStatement: [neverLoop],
  FunctionCall: [forceRequirement, swapArguments],
  ExpressionStatement: [removeStatement],
  EmitStatement: [removeStatement],
  RevertStatement: [removeStatement],
  Return: [removeStatement],
  Continue: [removeStatement, leaveLoop],
  Break: [removeStatement],
  VariableDeclarationStatement: [dropInitialValue, startLater],
  Literal: [changeLiteral],
  MemberAccess: [changeLimit],
  ModifierInvocation: [dropModifier],
}

/* EXPRESSIONS */

function swapOperator(node, context) {
  const { operator, leftExpression, rightExpression } = node
  const gap = between(leftExpression, rightExpression)
  const kind = operator in comparison ? 'comparison' : 'arithmetic'
  const all = comparison[operator] ?? arithmetic[operator] ?? []
  const instead = isForced(node, context) ? all.filter(isBoundary) : all
  const swapped = operator === '&&' ? ['||'] : operator === '||' ? ['&&'] : []
  return [
    ...instead.map((text) => token(kind, operator, text, gap, context)),
    ...swapped.map((text) => token('boolean', operator, text, gap, context)),
  ]
}

/**
 * Whether the condition is made to hold always and never anyway: tests that
 * notice both notice that it is the other way round.
 */
function isForced(node, { ancestors }) {
  const parent = ancestors.at(-1)
  return (
    parent.condition === node ||
    (parent.expression?.name === 'require' && parent.arguments[0] === node)
  )
}

const isBoundary = (sign, index) =>
  sign !== '!=' && sign !== '==' && index === 0

/** `a && b` as `a` or as `b`: each side must matter. */
function dropOperand({ operator, leftExpression, rightExpression }) {
  if (operator !== '&&' && operator !== '||') return []
  const neutral = operator === '&&' ? 'true' : 'false'
  return [leftExpression, rightExpression].map((side) =>
    replace('boolean', side, neutral),
  )
}

function changeUnary(node, context) {
  const { operator, prefix, subExpression } = node
  const bare = context.textOf(rangeOf(subExpression))
  if (operator === '!')
    return isForced(node, context) ? [] : [replace('boolean', node, bare)]
  if (operator === '-' || operator === '~')
    return [replace('arithmetic', node, bare)]
  if (operator !== '++' && operator !== '--') return []
  const other = operator === '++' ? '--' : '++'
  const write = (sign, first) => (first ? sign + bare : bare + sign)
  const edits = [replace('arithmetic', node, write(other, prefix))]
  const isUsed = context.ancestors.at(-1).nodeType !== 'ExpressionStatement'
  if (isUsed) edits.push(replace('arithmetic', node, write(operator, !prefix)))
  return edits
}

function swapAssignment({ operator, leftHandSide, rightHandSide }, context) {
  const gap = between(leftHandSide, rightHandSide)
  return (assignment[operator] ?? []).map((text) =>
    token('assignment', operator, text, gap, context),
  )
}

/** `(a, b) = (c, d)` without one of its assignments. */
function dropComponent({ leftHandSide }) {
  if (leftHandSide.nodeType !== 'TupleExpression') return []
  const components = leftHandSide.components.filter(Boolean)
  if (components.length < 2) return []
  return components.map((component) => replace('removal', component, ''))
}

function changeTernary({ condition }) {
  return ['true', 'false'].map((text) => replace('ternary', condition, text))
}

/** Neighbours of one type, so that the compiler does not notice. */
function swapArguments({ kind, arguments: given, names }, { textOf }) {
  if (kind === 'typeConversion' || names?.length > 0) return []
  return given.slice(1).flatMap((second, index) => {
    const first = given[index]
    const types = [first, second].map((a) => a.typeDescriptions.typeString)
    const [one, two] = [first, second].map((a) => textOf(rangeOf(a)))
    if (types[0] !== types[1] || one === two) return []
    const gap = textOf(between(first, second))
    return [
      {
        operator: 'arguments',
        start: rangeOf(first).start,
        end: rangeOf(second).end,
        text: two + gap + one,
      },
    ]
  })
}

function changeLiteral(node, { ancestors, textOf }) {
  if (ancestors.some(({ nodeType }) => nodeType === 'ArrayTypeName')) return []
  const text = textOf(rangeOf(node))
  const change = (instead) => replace('literal', node, instead)
  if (node.kind === 'bool') return [change(text === 'true' ? 'false' : 'true')]
  if (node.kind === 'string') return [change(`${text.slice(0, -1)}~"`)]
  if (node.kind === 'number') return neighbours(text).map(change)
  return []
}

/** A number one more and one less, in the same notation. */
function neighbours(text) {
  const [, digits, rest] = text.match(/^(0x[\da-f_]+|[\d_]+)(.*)$/is)
  const bare = digits.replaceAll('_', '')
  // A number with a fraction or an exponent, or with the digits of an address.
  if (/^[.e]/i.test(rest) || bare.length === 42) return []
  const value = BigInt(bare)
  const values = value === 0n ? [1n] : [value + 1n, value - 1n]
  return values.map((number) => notation(number, bare) + rest)
}

function notation(number, bare) {
  if (!/^0x/i.test(bare)) return String(number)
  return `0x${number.toString(16).padStart(bare.length - 2, '0')}`
}

/** `type(uint96).max`, one less. */
function changeLimit(node, { textOf }) {
  const { expression, memberName } = node
  const isLimit =
    expression.kind === 'functionCall' &&
    expression.expression.name === 'type' &&
    memberName === 'max'
  return isLimit
    ? [replace('literal', node, `(${textOf(rangeOf(node))} - 1)`)]
    : []
}

/* STATEMENTS */

function forceCondition({ condition }) {
  return ['true', 'false'].map((text) => replace('condition', condition, text))
}

/** Forced the other way it would never end, and be noticed for that. */
function neverLoop({ condition }) {
  return condition ? [replace('condition', condition, 'false')] : []
}

/** That it is removed says removeStatement; here it never holds. */
function forceRequirement({ expression, arguments: given }) {
  return expression.name === 'require'
    ? [replace('condition', given[0], 'false')]
    : []
}

function removeStatement(node, context) {
  const parent = context.ancestors.at(-1)
  // The same as a condition that never holds.
  const isOnlyBody =
    parent.nodeType === 'IfStatement' &&
    parent.trueBody === node &&
    !parent.falseBody
  if (isOnlyBody || isLoopPart(node, context.ancestors)) return []
  const { start, end } = rangeOf(node)
  const tail = context.textOf({ start: end, end: end + 200 })
  const [semicolon] = tail.match(/^[^;]*;/) ?? ['']
  const bytes = Buffer.byteLength(semicolon)
  return [{ operator: 'removal', start, end: end + bytes, text: '{}' }]
}

function leaveLoop(node) {
  return [replace('loop', node, 'break')]
}

/** A variable that starts as zero. */
function dropInitialValue(node) {
  const { declarations, initialValue } = node
  if (declarations.length !== 1 || !initialValue) return []
  if (!isValue(declarations[0].typeDescriptions.typeString)) return []
  const start = rangeOf(declarations[0]).end
  const { end } = rangeOf(initialValue)
  return [{ operator: 'initial value', start, end, text: '' }]
}

function isValue(type) {
  return /^(u?int\d+|bool|address|bytes\d+|enum .*|contract .*)$/.test(type)
}

/** A loop whose counter starts at one. */
function startLater(node, { ancestors }) {
  const { declarations, initialValue } = node
  if (initialValue || !isLoopPart(node, ancestors)) return []
  const { end } = rangeOf(declarations[0])
  return [{ operator: 'loop', start: end, end, text: ' = 1' }]
}

function dropModifier(node) {
  return node.kind === 'modifierInvocation'
    ? [replace('removal', node, '')]
    : []
}

/* EDITS */

function replace(operator, node, text) {
  return { operator, ...rangeOf(node), text }
}

function between(left, right) {
  return { start: rangeOf(left).end, end: rangeOf(right).start }
}

/** Replaces an operator that stands, perhaps among comments, in a gap. */
function token(operator, sign, text, gap, { textOf }) {
  const blank = (comment) => ' '.repeat(Buffer.byteLength(comment))
  const code = textOf(gap).replace(/\/\*.*?\*\/|\/\/.*/gs, blank)
  const start = gap.start + code.indexOf(sign)
  return { operator, start, end: start + sign.length, text }
}
