import { TEMPLATE_LIMITS } from './template-limits.js'
import { TemplateRefusal } from './template-refusal.js'

/**
 * A value inside a template, as the library holds it, whose declarations do not
 * reach us; some filters give `undefined` where there is none.
 */
export type TemplateValue =
  | { readonly type: string; readonly value: unknown }
  | undefined

type Extent = { readonly size: number; readonly depth: number }

const SIMPLE: Extent = { size: TEMPLATE_LIMITS.value, depth: 1 }

/**
 * Measures values: their characters when written out, plus a constant for each.
 * Refuses what is too large or too deep, numbers that are not finite (sorting
 * them gives another order on every engine) and functions inside other values
 * (written out, they are the library's source code).
 *
 * Lists and objects never change, so each is measured once. Namespaces do; they
 * are measured every time, and are refused inside other values.
 */
export function valueSizes(): (value: TemplateValue) => number {
  const known = new WeakMap<object, Extent>()

  const extentOf = (value: TemplateValue, isInside: boolean): Extent => {
    if (value === undefined) return SIMPLE
    const { value: content, type } = value
    if (typeof content === 'string') return textExtent(content)
    if (typeof content === 'number') return numberExtent(content)
    if (isInside && ['NamespaceValue', 'FunctionValue'].includes(type)) {
      throw new TemplateRefusal(`a ${type} inside another value`)
    }
    return Array.isArray(content) || content instanceof Map
      ? (known.get(value) ?? measure(value, content.entries()))
      : SIMPLE
  }

  const measure = (
    value: NonNullable<TemplateValue>,
    entries: Iterable<readonly [unknown, TemplateValue]>,
  ): Extent => {
    let size: number = TEMPLATE_LIMITS.value
    let depth = 0
    for (const [key, item] of entries) {
      const inner = extentOf(item, true)
      size += inner.size + (typeof key === 'string' ? key.length : 0)
      depth = Math.max(depth, inner.depth)
      // Here, because the list could be far longer than what is allowed.
      checkExtent({ size, depth: depth + 1 })
    }
    const extent = { size, depth: depth + 1 }
    if (value.type !== 'NamespaceValue') known.set(value, extent)
    return extent
  }

  return (value) => extentOf(value, false).size
}

function textExtent({ length }: string): Extent {
  const extent = { size: TEMPLATE_LIMITS.value + length, depth: 1 }
  checkExtent(extent)
  return extent
}

function numberExtent(content: number): Extent {
  if (Number.isFinite(content)) return SIMPLE
  throw new TemplateRefusal('a number that is not finite')
}

function checkExtent({ size, depth }: Extent): void {
  if (size > TEMPLATE_LIMITS.size) throw new TemplateRefusal('too large')
  if (depth > TEMPLATE_LIMITS.depth) throw new TemplateRefusal('too deep')
}
