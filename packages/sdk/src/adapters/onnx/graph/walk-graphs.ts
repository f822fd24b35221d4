import type { onnx } from 'onnx-proto'

/** A graph and every graph inside it (branches, loop bodies), outermost first. */
export function* walkGraphs(
  graph: onnx.IGraphProto,
): Generator<onnx.IGraphProto, void, undefined> {
  yield graph
  for (const node of graph.node ?? []) {
    for (const attribute of node.attribute ?? []) {
      if (attribute.g) yield* walkGraphs(attribute.g)
      for (const inner of attribute.graphs ?? []) yield* walkGraphs(inner)
    }
  }
}
