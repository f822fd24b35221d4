import type { onnx } from 'onnx-proto'

/** A graph and every graph inside it (branches, loop bodies), outermost first. */
export function* walkGraphs(
  graph: onnx.IGraphProto,
): Generator<onnx.IGraphProto, void, undefined> {
  // A list instead of recursion: how deep graphs lie in graphs is up to strangers.
  const left = [graph]
  for (let next = left.pop(); next; next = left.pop()) {
    yield next
    for (const node of next.node ?? []) {
      for (const { g, graphs } of node.attribute ?? []) {
        left.push(...(g ? [g] : []), ...(graphs ?? []))
      }
    }
  }
}
