import type { onnx } from 'onnx-proto'
import type { OnnxProto } from '../../engine/onnx/graph/onnx-proto.js'
import { walkGraphs } from '../../engine/onnx/graph/walk-graphs.js'

/**
 * Rewrites dynamic quantisation so that activations stay float32: each chain of
 * `DynamicQuantizeLinear`, `MatMulInteger`, `Cast` and `Mul` becomes
 * `DequantizeLinear` on the same weight bytes and a plain `MatMul`.
 *
 * Dynamic quantisation takes one scale from all tokens of a call, so a token's
 * result depends on its neighbours, and small models lose their sense (see
 * ADR 0021). Chains of another form are left for the check of operators to
 * refuse.
 *
 * @returns How many products were rewritten; `graph` is changed in place.
 */
export function dequantiseWeights(
  proto: OnnxProto,
  graph: onnx.IGraphProto,
): number {
  const graphs = [...walkGraphs(graph)]
  const matrices = new Set(
    graphs
      .flatMap((inner) => inner.initializer ?? [])
      .filter((tensor) => tensor.dims?.length === 2)
      .map((tensor) => tensor.name ?? ''),
  )
  let count = 0
  for (const inner of graphs) count += rewriteGraph(proto, inner, matrices)
  return count
}

/** The nodes of one dynamically quantised product. */
type Chain = {
  readonly product: onnx.INodeProto
  readonly quantise: onnx.INodeProto
  readonly cast: onnx.INodeProto
  readonly scale: onnx.INodeProto
  readonly scaleProduct: onnx.INodeProto
  readonly weightScale: string
}

function rewriteGraph(
  proto: OnnxProto,
  graph: onnx.IGraphProto,
  matrices: ReadonlySet<string>,
): number {
  const nodes = graph.node ?? []
  const links = linkNodes(nodes)
  const chains = nodes
    .filter((node) => node.opType === 'MatMulInteger')
    // Scales per column are along axis 1 only if there are two axes.
    .filter((node) => matrices.has(node.input?.[1] ?? ''))
    .flatMap((product) => findChain(product, links) ?? [])
  const dequantised = new Set<string>()
  const replacements = new Map<onnx.INodeProto, onnx.INodeProto[]>()
  const dropped = new Set<onnx.INodeProto>()
  for (const chain of chains) {
    replacements.set(chain.product, floatNodes(proto, chain, dequantised))
    dropped.add(chain.cast).add(chain.scale)
  }
  const rewritten = nodes.flatMap((node) =>
    dropped.has(node) ? [] : (replacements.get(node) ?? [node]),
  )
  const helpers = chains.flatMap((c) => [c.scaleProduct, c.quantise])
  graph.node = withoutUnused(rewritten, helpers, graph.output ?? [])
  return chains.length
}

type Links = {
  /** Node that makes a value. */
  readonly maker: (value: string) => onnx.INodeProto | undefined
  /** Nodes that take a value. */
  readonly takers: (value: string) => readonly onnx.INodeProto[]
}

function linkNodes(nodes: readonly onnx.INodeProto[]): Links {
  const makers = new Map<string, onnx.INodeProto>()
  const takers = new Map<string, onnx.INodeProto[]>()
  for (const node of nodes) {
    for (const value of node.output ?? []) makers.set(value, node)
    for (const value of node.input ?? []) {
      const others = takers.get(value)
      if (others) others.push(node)
      else takers.set(value, [node])
    }
  }
  return {
    maker: (value) => makers.get(value),
    takers: (value) => takers.get(value) ?? [],
  }
}

function findChain(product: onnx.INodeProto, links: Links): Chain | undefined {
  const { maker } = links
  const quantise = maker(product.input?.[0] ?? '')
  const cast = onlyTaker(product, 'Cast', links)
  const scale = cast && onlyTaker(cast, 'Mul', links)
  if (quantise?.opType !== 'DynamicQuantizeLinear' || !scale) return undefined
  const scaleProduct = maker(otherInput(scale, cast.output?.[0]) ?? '')
  if (scaleProduct?.opType !== 'Mul') return undefined
  const activationScale = quantise.output?.[1]
  if (!scaleProduct.input?.includes(activationScale ?? '')) return undefined
  const weightScale = otherInput(scaleProduct, activationScale)
  if (weightScale === undefined) return undefined
  return { product, quantise, cast, scale, scaleProduct, weightScale }
}

function onlyTaker(
  node: onnx.INodeProto,
  opType: string,
  { takers }: Links,
): onnx.INodeProto | undefined {
  const [taker, ...others] = takers(node.output?.[0] ?? '')
  return taker?.opType === opType && others.length === 0 ? taker : undefined
}

function otherInput(
  node: onnx.INodeProto,
  input: string | undefined,
): string | undefined {
  return node.input?.find((value) => value !== input)
}

function floatNodes(
  proto: OnnxProto,
  { product, quantise, scale, weightScale }: Chain,
  dequantised: Set<string>,
): onnx.INodeProto[] {
  const [, weight = '', , zeroPoint = ''] = product.input ?? []
  const floatWeight = `${weight}_dequantised`
  const matMul = proto.NodeProto.create({
    opType: 'MatMul',
    name: `${product.name}_float`,
    input: [quantise.input?.[0] ?? '', floatWeight],
    output: [scale.output?.[0] ?? ''],
  })
  if (dequantised.has(weight)) return [matMul]
  dequantised.add(weight)
  const dequantise = proto.NodeProto.create({
    opType: 'DequantizeLinear',
    name: floatWeight,
    // Axis 1, the columns, is the operator's default.
    input: [weight, weightScale, ...(zeroPoint === '' ? [] : [zeroPoint])],
    output: [floatWeight],
  })
  return [dequantise, matMul]
}

/** Takes out those of `candidates` that nothing needs any more. */
function withoutUnused(
  nodes: onnx.INodeProto[],
  candidates: readonly onnx.INodeProto[],
  outputs: readonly onnx.IValueInfoProto[],
): onnx.INodeProto[] {
  let left = nodes
  for (const candidate of candidates) {
    const needed = new Set(outputs.map((output) => output.name))
    for (const graph of walkGraphs({ node: left })) {
      for (const node of graph.node ?? []) {
        for (const value of node.input ?? []) needed.add(value)
      }
    }
    if (candidate.output?.some((value) => needed.has(value))) continue
    left = left.filter((node) => node !== candidate)
  }
  return left
}
