import type * as Runtime from 'onnxruntime-web'
import type { Shape } from '../models/shapes.js'
import type { Driver } from './driver.js'

/**
 * Greedy decoding over a graph with a key-value cache, as the libraries above
 * ONNX Runtime do it: the cache's tensors of one step go into the next.
 *
 * @param runtime - Native or WebAssembly.
 */
export function onnxLoop(
  { Tensor }: Pick<typeof Runtime, 'Tensor'>,
  session: Runtime.InferenceSession,
  shape: Shape,
): Driver['generate'] {
  const row = (values: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])
  const pastNames = session.inputNames.filter((name) => name.startsWith('past'))
  const emptyCache = (): Record<string, Runtime.Tensor> =>
    Object.fromEntries(
      pastNames.map((name) => {
        const dims = [1, shape.keyValueHeads, 0, shape.headDimension]
        return [name, new Tensor('float32', new Float32Array(0), dims)]
      }),
    )
  const one = new Tensor('int64', BigInt64Array.of(1n), [])

  return async function* generate(prompt, count) {
    let tokens = [...Buffer.from(prompt)]
    let length = 0
    let cache = emptyCache()
    for (let index = 0; index < count; index += 1) {
      length += tokens.length
      const outputs = await session.run({
        input_ids: row(tokens),
        attention_mask: row(new Array(length).fill(1)),
        num_logits_to_keep: one,
        ...cache,
      })
      cache = Object.fromEntries(
        pastNames.map((name) => [
          name,
          outputs[name.replace('past_key_values', 'present')] as Runtime.Tensor,
        ]),
      )
      const token = largest(outputs.logits?.data as Float32Array)
      yield token
      tokens = [token]
    }
  }
}

function largest(scores: Float32Array): number {
  let best = 0
  for (let index = 1; index < scores.length; index += 1) {
    if ((scores[index] as number) > (scores[best] as number)) best = index
  }
  return best
}
