import { TEMPLATE_LIMITS } from './template-limits.js'

const WHITE_SPACE = new RegExp(`\\s{${TEMPLATE_LIMITS.whiteSpace + 1}}`)

/** Why a template must not even be parsed; nothing if it may. */
export function findSourceFault(source: string): string | undefined {
  const { source: longest, whiteSpace } = TEMPLATE_LIMITS
  if (source.length > longest) {
    return `the chat template has ${source.length} characters, more than ${longest}`
  }
  return WHITE_SPACE.test(source)
    ? `the chat template has more than ${whiteSpace} characters of white space in a row`
    : undefined
}

/** What is worth knowing of a syntax tree before it is run. */
export type TemplateSyntax = {
  /** How many parts it has. */
  readonly nodes: number
  /** What could give different results on two machines, or is too deep. */
  readonly fault: string | undefined
}

/** The fields of a syntax tree's nodes that decide something here. */
type Node = {
  readonly type?: string
  readonly operator?: { readonly value: string }
  readonly key?: { readonly value: string }
}

/** Walks a syntax tree with a list of its own, so that no depth fills the stack. */
export function inspectTemplate(program: object): TemplateSyntax {
  const left: { readonly part: unknown; readonly depth: number }[] = [
    { part: program, depth: 0 },
  ]
  let nodes = 0
  let fault: string | undefined
  for (let next = left.pop(); next; next = left.pop()) {
    const { part, depth } = next
    if (typeof part !== 'object' || part === null) continue
    const isNode = 'type' in part
    if (isNode) nodes += 1
    fault ??= isNode ? findFault(part as Node, depth) : undefined
    for (const child of childrenOf(part)) {
      left.push({ part: child, depth: isNode ? depth + 1 : depth })
    }
  }
  return { nodes, fault }
}

function childrenOf(part: object): Iterable<unknown> {
  return part instanceof Map ? [...part].flat() : Object.values(part)
}

function findFault(node: Node, depth: number): string | undefined {
  if (depth > TEMPLATE_LIMITS.depth) {
    return `the chat template is nested deeper than ${TEMPLATE_LIMITS.depth}`
  }
  if (node.type === 'BinaryExpression' && node.operator?.value === '**') {
    return 'the chat template raises to a power, whose last bits depend on the machine'
  }
  if (node.type?.endsWith('SpreadExpression')) {
    return 'the chat template unpacks arguments (* or **), whose number could fill the stack'
  }
  // Sorts by the rules of this machine's language.
  if (node.key?.value === 'sort_keys') {
    return 'the chat template uses sort_keys, whose order depends on the machine'
  }
  return undefined
}
