import type { GraphBuilder } from './graph-builder.js'

/** How attention is cut into heads; several may share a key head. */
export type HeadSizes = {
  readonly heads: number
  readonly keyHeads: number
  readonly headSize: number
}

/**
 * Names of values: queries [1, heads, length, size]; keys and values
 * [1, keyHeads, length, size].
 */
export type AttentionParts = {
  readonly query: string
  readonly key: string
  readonly value: string
}

/**
 * Attention in plain operators, as exporters write it out: keys and values join
 * the cache, heads that share them read them together, nobody looks ahead.
 *
 * @param layer - Number of the layer, for the names of the cache.
 */
export function attention(
  graph: GraphBuilder,
  layer: number,
  { query, key, value }: AttentionParts,
  sizes: HeadSizes,
): string {
  const { heads, keyHeads, headSize } = sizes
  const join = (part: string, added: string) => {
    const cache = [1, keyHeads, 'past_length', headSize]
    const past = graph.input(`past_key_values.${layer}.${part}`, cache)
    const present = `present.${layer}.${part}`
    graph.output(present, [1, keyHeads, 'total_length', headSize])
    return graph.op('Concat', [past, added], { axis: 2 }, [present])
  }
  const share = (present: string) => {
    if (heads === keyHeads) return present
    const group = graph.op('Unsqueeze', [present, graph.integers(2)])
    const times = graph.integers(1, 1, heads / keyHeads, 1, 1)
    const shape = graph.integers(1, heads, -1, headSize)
    return graph.op('Reshape', [graph.op('Expand', [group, times]), shape])
  }
  const keys = join('key', key)
  const values = share(join('value', value))
  const turned = graph.op('Transpose', [share(keys)], { perm: [0, 1, 3, 2] })
  const products = graph.op('MatMul', [query, turned])
  const scale = graph.scalar(1 / Math.sqrt(headSize))
  const scores = graph.op('Add', [
    graph.op('Mul', [products, scale]),
    causalMask(graph, keys),
  ])
  const weights = graph.op('Softmax', [scores], { axis: -1 })
  return joinHeads(graph, graph.op('MatMul', [weights, values]), sizes)
}

/** [1, length, heads · size] to [1, heads, length, size]. */
export function splitHeads(
  graph: GraphBuilder,
  value: string,
  heads: number,
  headSize: number,
): string {
  const shape = graph.integers(1, -1, heads, headSize)
  const split = graph.op('Reshape', [value, shape])
  return graph.op('Transpose', [split], { perm: [0, 2, 1, 3] })
}

function joinHeads(
  graph: GraphBuilder,
  value: string,
  { heads, headSize }: HeadSizes,
): string {
  const turned = graph.op('Transpose', [value], { perm: [0, 2, 1, 3] })
  return graph.op('Reshape', [turned, graph.integers(1, -1, heads * headSize)])
}

/** 0 where a token may look, far below it where not: [length, total]. */
function causalMask(graph: GraphBuilder, keys: string): string {
  const shape = graph.op('Shape', [keys])
  const total = graph.op('Gather', [shape, graph.integer(2)])
  const range = [graph.integer(0), total, graph.integer(1)]
  const columns = graph.op('Range', range)
  const rows = graph.op('Reshape', ['position_ids', graph.integers(-1, 1)])
  const seen = graph.op('LessOrEqual', [columns, rows])
  return graph.op('Where', [seen, graph.scalar(0), graph.scalar(-65536)])
}
