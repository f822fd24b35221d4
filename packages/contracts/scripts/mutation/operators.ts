/**
 * What mutation testing does to Solidity, by the kind of syntax node. Each
 * operator takes a node in its context and returns edits.
 */
import {
  type Assignment,
  type BinaryOperation,
  type Conditional,
  type Expression,
  type ForStatement,
  type FunctionCall,
  type IfStatement,
  isKind,
  type MemberAccess,
  type ModifierInvocation,
  type NodeKinds,
  type SyntaxNode,
  type UnaryOperation,
  type VariableDeclarationStatement,
  type WhileStatement,
} from '../solidity/syntax-tree.js'
import { type Ancestors, isLoopPart, type Range, rangeOf } from './places.js'

export type Edit = Range & { readonly operator: string; readonly text: string }

export type TextOf = (range: Range) => string

export type Context = {
  readonly ancestors: Ancestors
  readonly textOf: TextOf
}

/** Other signs for a sign. */
type Signs = Readonly<Record<string, readonly string[]>>

const comparison: Signs = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
}

const arithmetic: Signs = {
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

const assignment: Signs = {
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

/** The edits of one node. */
export function editsOf(node: SyntaxNode, context: Context): Edit[] {
  return operators.flatMap((operator) => operator(node, context))
}

type Operator<Node> = (node: Node, context: Context) => Edit[]

const operators = [
  of('BinaryOperation', swapOperator, dropOperand),
  of('UnaryOperation', changeUnary),
  of('Assignment', swapAssignment, dropComponent),
  of('Conditional', changeTernary),
  of('IfStatement', forceCondition),
  of('WhileStatement', neverLoop),
  of('ForStatement', neverLoop),
  of('FunctionCall', forceRequirement, swapArguments),
  of('ExpressionStatement', removeStatement),
  of('EmitStatement', removeStatement),
  of('RevertStatement', removeStatement),
  of('Return', removeStatement),
  of('Continue', removeStatement, leaveLoop),
  of('Break', removeStatement),
  of('VariableDeclarationStatement', dropInitialValue, startLater),
  of('Literal', changeLiteral),
  of('MemberAccess', changeLimit),
  of('ModifierInvocation', dropModifier),
]

/** What operators make of nodes of a kind; of others nothing. */
function of<Kind extends keyof NodeKinds>(
  kind: Kind,
  ...several: readonly Operator<NodeKinds[Kind]>[]
): Operator<SyntaxNode> {
  return (node, context) =>
    isKind(node, kind)
      ? several.flatMap((operator) => operator(node, context))
      : []
}

function swapOperator(node: BinaryOperation, context: Context): Edit[] {
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
function isForced(node: Expression, { ancestors }: Context): boolean {
  const parent = ancestors.at(-1)
  if (!parent) return false
  if (isKind(parent, ...conditioned)) return parent.condition === node
  return (
    isKind(parent, 'FunctionCall') &&
    parent.expression.name === 'require' &&
    parent.arguments[0] === node
  )
}

const conditioned = [
  'IfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'ForStatement',
  'Conditional',
] as const

const isBoundary = (sign: string, index: number): boolean =>
  sign !== '!=' && sign !== '==' && index === 0

/** `a && b` as `a` or as `b`: each side must matter. */
function dropOperand(node: BinaryOperation): Edit[] {
  const { operator, leftExpression, rightExpression } = node
  if (operator !== '&&' && operator !== '||') return []
  const neutral = operator === '&&' ? 'true' : 'false'
  return [leftExpression, rightExpression].map((side) =>
    replace('boolean', side, neutral),
  )
}

function changeUnary(node: UnaryOperation, context: Context): Edit[] {
  const { operator, prefix, subExpression } = node
  const bare = context.textOf(rangeOf(subExpression))
  if (operator === '!')
    return isForced(node, context) ? [] : [replace('boolean', node, bare)]
  if (operator === '-' || operator === '~')
    return [replace('arithmetic', node, bare)]
  if (operator !== '++' && operator !== '--') return []
  const other = operator === '++' ? '--' : '++'
  const write = (sign: string, first: boolean) =>
    first ? sign + bare : bare + sign
  const edits = [replace('arithmetic', node, write(other, prefix))]
  const isUsed = context.ancestors.at(-1)?.nodeType !== 'ExpressionStatement'
  if (isUsed) edits.push(replace('arithmetic', node, write(operator, !prefix)))
  return edits
}

function swapAssignment(node: Assignment, context: Context): Edit[] {
  const { operator, leftHandSide, rightHandSide } = node
  const gap = between(leftHandSide, rightHandSide)
  return (assignment[operator] ?? []).map((text) =>
    token('assignment', operator, text, gap, context),
  )
}

/** `(a, b) = (c, d)` without one of its assignments. */
function dropComponent({ leftHandSide }: Assignment): Edit[] {
  const all = leftHandSide.components ?? []
  const components = all.filter((component) => component !== null)
  if (components.length < 2) return []
  return components.map((component) => replace('removal', component, ''))
}

function changeTernary({ condition }: Conditional): Edit[] {
  return ['true', 'false'].map((text) => replace('ternary', condition, text))
}

/** Neighbours of one type, so that the compiler does not notice. */
function swapArguments(node: FunctionCall, { textOf }: Context): Edit[] {
  const { kind, arguments: given, names } = node
  if (kind === 'typeConversion' || names.length > 0) return []
  return given.slice(1).flatMap((second, index) => {
    const first = given[index]
    if (!first || typeOf(first) !== typeOf(second)) return []
    const [one, two] = [textOf(rangeOf(first)), textOf(rangeOf(second))]
    if (one === two) return []
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

const typeOf = ({ typeDescriptions }: Expression): string | undefined =>
  typeDescriptions.typeString

function changeLiteral(
  node: Expression,
  { ancestors, textOf }: Context,
): Edit[] {
  if (ancestors.some(({ nodeType }) => nodeType === 'ArrayTypeName')) return []
  const text = textOf(rangeOf(node))
  const change = (instead: string) => replace('literal', node, instead)
  if (node.kind === 'bool') return [change(text === 'true' ? 'false' : 'true')]
  if (node.kind === 'string') return [change(`${text.slice(0, -1)}~"`)]
  if (node.kind === 'number') return neighbours(text).map(change)
  return []
}

/** A number one more and one less, in the same notation. */
function neighbours(text: string): string[] {
  const parts = text.match(/^(0x[\da-f_]+|[\d_]+)(.*)$/is)
  if (!parts) return []
  const [, digits = '', rest = ''] = parts
  const bare = digits.replaceAll('_', '')
  // A number with a fraction or an exponent, or with the digits of an address.
  if (/^[.e]/i.test(rest) || bare.length === 42) return []
  const value = BigInt(bare)
  const values = value === 0n ? [1n] : [value + 1n, value - 1n]
  return values.map((number) => notation(number, bare) + rest)
}

function notation(number: bigint, bare: string): string {
  if (!/^0x/i.test(bare)) return String(number)
  return `0x${number.toString(16).padStart(bare.length - 2, '0')}`
}

/** `type(uint96).max`, one less. */
function changeLimit(node: MemberAccess, { textOf }: Context): Edit[] {
  const { expression, memberName } = node
  const isLimit =
    expression.kind === 'functionCall' &&
    expression.expression?.name === 'type' &&
    memberName === 'max'
  return isLimit
    ? [replace('literal', node, `(${textOf(rangeOf(node))} - 1)`)]
    : []
}

function forceCondition({ condition }: IfStatement): Edit[] {
  return ['true', 'false'].map((text) => replace('condition', condition, text))
}

/** Forced the other way it would never end, and be noticed for that. */
function neverLoop({ condition }: WhileStatement | ForStatement): Edit[] {
  return condition ? [replace('condition', condition, 'false')] : []
}

/** That it is removed says removeStatement; here it never holds. */
function forceRequirement(node: FunctionCall): Edit[] {
  const { expression, arguments: given } = node
  return expression.name === 'require'
    ? given.slice(0, 1).map((first) => replace('condition', first, 'false'))
    : []
}

function removeStatement(node: SyntaxNode, context: Context): Edit[] {
  const parent = context.ancestors.at(-1)
  // The same as a condition that never holds.
  const isOnlyBody =
    parent !== undefined &&
    isKind(parent, 'IfStatement') &&
    parent.trueBody === node &&
    !parent.falseBody
  if (isOnlyBody || isLoopPart(node, context.ancestors)) return []
  const { start, end } = rangeOf(node)
  const tail = context.textOf({ start: end, end: end + 200 })
  const [semicolon] = tail.match(/^[^;]*;/) ?? ['']
  const bytes = Buffer.byteLength(semicolon)
  return [{ operator: 'removal', start, end: end + bytes, text: '{}' }]
}

function leaveLoop(node: SyntaxNode): Edit[] {
  return [replace('loop', node, 'break')]
}

/** A variable that starts as zero. */
function dropInitialValue(node: VariableDeclarationStatement): Edit[] {
  const { declarations, initialValue } = node
  const [variable] = declarations
  if (!variable || declarations.length > 1 || !initialValue) return []
  if (!isValue(variable.typeDescriptions.typeString ?? '')) return []
  const start = rangeOf(variable).end
  const { end } = rangeOf(initialValue)
  return [{ operator: 'initial value', start, end, text: '' }]
}

function isValue(type: string): boolean {
  return /^(u?int\d+|bool|address|bytes\d+|enum .*|contract .*)$/.test(type)
}

/** A loop whose counter starts at one. */
function startLater(
  node: VariableDeclarationStatement,
  { ancestors }: Context,
): Edit[] {
  const [variable] = node.declarations
  if (!variable || node.initialValue || !isLoopPart(node, ancestors)) return []
  const { end } = rangeOf(variable)
  return [{ operator: 'loop', start: end, end, text: ' = 1' }]
}

function dropModifier(node: ModifierInvocation): Edit[] {
  return node.kind === 'modifierInvocation'
    ? [replace('removal', node, '')]
    : []
}

function replace(operator: string, node: SyntaxNode, text: string): Edit {
  return { operator, ...rangeOf(node), text }
}

function between(left: SyntaxNode, right: SyntaxNode): Range {
  return { start: rangeOf(left).end, end: rangeOf(right).start }
}

/** Replaces an operator that stands, perhaps among comments, in a gap. */
function token(
  operator: string,
  sign: string,
  text: string,
  gap: Range,
  { textOf }: Context,
): Edit {
  const blank = (comment: string) => ' '.repeat(Buffer.byteLength(comment))
  const code = textOf(gap).replace(/\/\*.*?\*\/|\/\/.*/gs, blank)
  const start = gap.start + code.indexOf(sign)
  return { operator, start, end: start + sign.length, text }
}
