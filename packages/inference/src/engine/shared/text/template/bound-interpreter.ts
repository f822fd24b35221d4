import type { JinjaInterpreter } from './jinja-library.js'
import { TEMPLATE_LIMITS } from './template-limits.js'
import { TemplateRefusal } from './template-refusal.js'
import { type TemplateValue, valueSizes } from './template-value.js'

/** The fields of syntax nodes that are looked at here; no node has them all. */
type Node = {
  readonly type: string
  readonly object?: unknown
  readonly property?: { readonly type: string }
  readonly callee?: unknown
  readonly call?: { readonly callee: unknown }
  readonly filter?: Filter
}

type Filter = {
  readonly type: string
  readonly value?: string
  readonly callee?: { readonly value: string }
  readonly args?: readonly { readonly value?: unknown }[]
}

/** The one method that is wrapped; its library types every kind of node and value. */
type Evaluator = {
  evaluate: (node: Node | undefined, environment: unknown) => TemplateValue
}

/** A node that is being evaluated, and what its parts gave so far. */
type Frame = {
  readonly node: Node
  /** Characters that a filter is applied to. */
  operand: number
  /** Characters of the filter's arguments. */
  arguments: number
  /** What the node takes a member of. */
  object: TemplateValue
}

/** Filters whose result can be as large as operand and arguments multiplied. */
const MULTIPLYING = new Set(['replace', 'join', 'indent', 'tojson'])

/** Filters whose cost does not grow with a list. */
const GLANCING = new Set(['length', 'first', 'last'])

/**
 * Makes an interpreter keep the limits of templates. Every part of the syntax
 * tree is evaluated by one method, which is wrapped: before, its depth is
 * checked, and after, its value is measured and what it cost is added up.
 *
 * Functions may only be called or tested: as text they are the library's source
 * code, which differs from one build of it to the next.
 *
 * @param nodes - Parts of the template.
 */
export function boundInterpreter(
  interpreter: JinjaInterpreter,
  nodes: number,
): void {
  const bounded = interpreter as unknown as Evaluator
  const evaluate = bounded.evaluate.bind(interpreter)
  const sizeOf = valueSizes()
  const frames: Frame[] = []
  let work = 0
  const charge = (characters: number) => {
    work += characters
    if (work > TEMPLATE_LIMITS.work) throw new TemplateRefusal('too much work')
  }

  const finish = (
    node: Node,
    value: TemplateValue,
    frame: Frame,
    parent: Frame | undefined,
  ): TemplateValue => {
    if (parent && parent.node.object === node) parent.object = value
    if (value?.type === 'FunctionValue') {
      checkUse(node, parent?.node)
      charge(TEMPLATE_LIMITS.value)
      return guardMethod(value, frame.object, charge)
    }
    if (isGlance(node, value, parent?.node)) {
      charge(TEMPLATE_LIMITS.value)
      return value
    }
    const size = sizeOf(value)
    charge(size)
    // A loop makes a scope and nine values for every item.
    if (parent?.node.type === 'For' && typeof value?.value === 'object') {
      charge(4 * size)
    }
    if (parent) addToFilter(parent, node, value, size, charge)
    return value
  }

  bounded.evaluate = (node, environment) => {
    // What a slice leaves out.
    if (node === undefined) return evaluate(node, environment)
    if (frames.length === TEMPLATE_LIMITS.depth) {
      throw new TemplateRefusal('too deep')
    }
    // The library reads the whole body each time one of these is met.
    if (['Macro', 'CallStatement'].includes(node.type)) charge(8 * nodes)
    const parent = frames.at(-1)
    const frame: Frame = { node, operand: 0, arguments: 0, object: undefined }
    frames.push(frame)
    try {
      return finish(node, evaluate(node, environment), frame, parent)
    } finally {
      frames.pop()
    }
  }
}

function checkUse(node: Node, parent: Node | undefined): void {
  const callee = parent?.callee ?? parent?.call?.callee
  if (callee === node || parent?.type === 'TestExpression') return
  throw new TemplateRefusal('a function that is not called')
}

/** Whether a list or an object is only looked at, which costs the same for every size. */
function isGlance(
  node: Node,
  value: TemplateValue,
  parent: Node | undefined,
): boolean {
  if (typeof value?.value !== 'object' || !isRead(node)) return false
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node && isRead(parent)
    case 'TestExpression':
    case 'UnaryExpression':
      return true
    case 'FilterExpression':
      return GLANCING.has(parent.filter?.value ?? '')
    default:
      return false
  }
}

/** Whether a node gives what is there already. */
function isRead({ type, property }: Node): boolean {
  return (
    type === 'Identifier' ||
    (type === 'MemberExpression' && property?.type !== 'SliceExpression')
  )
}

/** Keeps filters from writing more than the product limit. */
function addToFilter(
  frame: Frame,
  part: Node,
  value: TemplateValue,
  size: number,
  charge: (characters: number) => void,
): void {
  const { filter } = frame.node
  const name = filter?.callee?.value ?? ''
  if (!MULTIPLYING.has(name)) return
  const isArgument = filter?.args?.some(
    (argument) => argument === part || argument.value === part,
  )
  if (!isArgument) {
    frame.operand += size
    return
  }
  frame.arguments += amplification(name, value, size)
  chargeProduct(frame.operand, frame.arguments, charge)
}

function amplification(
  name: string,
  value: TemplateValue,
  size: number,
): number {
  const content = value?.value
  if (typeof content === 'string') return content.length
  if (typeof content !== 'number') return size
  if (content < 0 && name !== 'replace') {
    throw new TemplateRefusal('a negative width')
  }
  return Math.abs(content)
}

/** How the library holds a function. */
type Method = (args: readonly TemplateValue[], scope: unknown) => TemplateValue

/** A text's own method, whose work can be its length times that of the arguments. */
function guardMethod(
  method: NonNullable<TemplateValue>,
  object: TemplateValue,
  charge: (characters: number) => void,
): TemplateValue {
  const text = object?.value
  if (method.type !== 'FunctionValue' || typeof text !== 'string') return method
  const call = method.value as Method
  const guarded: Method = (args, scope) => {
    const lengths = args.map((argument) => {
      return typeof argument?.value === 'string' ? argument.value.length : 1
    })
    const sum = lengths.reduce((total, length) => total + length, 0)
    chargeProduct(text.length, sum, charge)
    return call(args, scope)
  }
  const copy = Object.create(Object.getPrototypeOf(method))
  return Object.assign(copy, method, { value: guarded })
}

/** Searching costs up to the product, mostly much less. */
function chargeProduct(
  text: number,
  factor: number,
  charge: (characters: number) => void,
): void {
  const product = text * factor
  if (product > TEMPLATE_LIMITS.product) throw new TemplateRefusal('too large')
  charge(product / 8)
}
