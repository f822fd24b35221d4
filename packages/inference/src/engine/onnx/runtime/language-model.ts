import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import type { LanguageModel } from '../../shared/decoding/language-model.js'
import type { ModelSignature } from '../graph/model-signature.js'

/** The part of ONNX Runtime that is used, handed in so that it stays optional. */
export type OnnxRuntime = typeof import('onnxruntime-web/wasm')

/** Keys and values of every token so far. */
type Cache = Readonly<Record<string, Tensor>>

/**
 * Drives a loaded graph. It keeps no state of its own between calls, and a
 * context is never changed, so two generations cannot touch each other.
 */
export function languageModel(
  runtime: OnnxRuntime,
  session: Pick<InferenceSession, 'run'>,
  signature: ModelSignature,
): LanguageModel {
  const { Tensor } = runtime
  return {
    emptyContext: () => ({
      length: 0,
      cache: Object.fromEntries(
        signature.cache.map(({ input, emptyShape }) => {
          const size = emptyShape.reduce((product, n) => product * n, 1)
          const content = new Float32Array(size)
          return [input, new Tensor('float32', content, emptyShape)]
        }),
      ),
    }),
    read: async (tokens, context) => {
      const inputs = plainInputs(runtime, signature, tokens, context.length)
      const cached = context.cache as Cache
      const outputs = await session.run({ ...inputs, ...cached })
      const cache = signature.cache.map(({ input, output }) => [
        input,
        outputs[output] as Tensor,
      ])
      return {
        logits: lastRow(outputs.logits as Tensor),
        context: {
          length: context.length + tokens.length,
          cache: Object.fromEntries(cache),
        },
      }
    },
  }
}

function plainInputs(
  { Tensor }: OnnxRuntime,
  { optionalInputs }: ModelSignature,
  tokens: readonly number[],
  past: number,
): Record<string, Tensor> {
  const row = (values: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])
  const total = past + tokens.length
  const all = {
    attention_mask: () => row(new Array<number>(total).fill(1)),
    position_ids: () => row(tokens.map((_, index) => past + index)),
    use_cache_branch: () => new Tensor('bool', [past > 0], [1]),
    num_logits_to_keep: () => new Tensor('int64', BigInt64Array.of(1n), []),
  }
  const inputs: Record<string, Tensor> = { input_ids: row(tokens) }
  for (const [name, create] of Object.entries(all)) {
    if (optionalInputs.has(name as keyof typeof all)) inputs[name] = create()
  }
  return inputs
}

/** A copy, because the choice changes the scores in place. */
function lastRow(logits: Tensor): Float32Array {
  const vocabulary = logits.dims.at(-1) ?? 0
  const scores = logits.data as Float32Array
  return scores.slice(scores.length - vocabulary)
}
