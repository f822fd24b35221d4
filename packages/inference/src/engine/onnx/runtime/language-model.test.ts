import { Tensor } from 'onnxruntime-web/wasm'
import { expect, test, vi } from 'vitest'
import type { OptionalInput } from '../graph/model-signature.js'
import { languageModel, type OnnxRuntime } from './language-model.js'

const runtime = { Tensor } as OnnxRuntime

/** Stands in for a graph: gives scores and cache of the shapes that one would. */
function open(optionalInputs: readonly OptionalInput[]) {
  const run = vi.fn(async (inputs: Record<string, Tensor>) => {
    const length = inputs.input_ids?.dims[1] ?? 0
    const total = (inputs['past.0']?.dims[2] ?? 0) + length
    const scores = Float32Array.from({ length: length * 2 }, (_, i) => i)
    return {
      logits: new Tensor('float32', scores, [1, length, 2]),
      'present.0': new Tensor('float32', new Float32Array(total), [
        1,
        1,
        total,
        1,
      ]),
    }
  })
  const model = languageModel(
    runtime,
    { run },
    {
      optionalInputs: new Set(optionalInputs),
      cache: [
        { input: 'past.0', output: 'present.0', emptyShape: [1, 1, 0, 1] },
      ],
    },
  )
  return { model, run }
}

const numbers = (tensor: Tensor | undefined) =>
  Array.from(tensor?.data as BigInt64Array, Number)

test('gives a graph what it asks for, and nothing else', async () => {
  const { model, run } = open([])
  await model.read([5], model.emptyContext())
  expect(Object.keys(run.mock.calls[0]?.[0] ?? {})).toEqual([
    'input_ids',
    'past.0',
  ])
})

test('positions and mask go on where the cache ends', async () => {
  const { model, run } = open([
    'attention_mask',
    'position_ids',
    'use_cache_branch',
    'num_logits_to_keep',
  ])
  const first = await model.read([5, 6, 7], model.emptyContext())
  expect(first.context.length).toBe(3)
  await model.read([8], first.context)

  const [prefill, step] = run.mock.calls.map(([inputs]) => inputs)
  expect(numbers(prefill?.input_ids)).toEqual([5, 6, 7])
  expect(numbers(prefill?.attention_mask)).toEqual([1, 1, 1])
  expect(numbers(prefill?.position_ids)).toEqual([0, 1, 2])
  expect(prefill?.use_cache_branch?.data[0]).toBe(0)
  expect(prefill?.['past.0']?.dims).toEqual([1, 1, 0, 1])

  expect(numbers(step?.input_ids)).toEqual([8])
  expect(numbers(step?.attention_mask)).toEqual([1, 1, 1, 1])
  expect(numbers(step?.position_ids)).toEqual([3])
  expect(step?.use_cache_branch?.data[0]).toBe(1)
  expect(step?.['past.0']).toBe(
    (first.context.cache as Record<string, unknown>)['past.0'],
  )
  expect(numbers(step?.num_logits_to_keep)).toEqual([1])
  expect(step?.num_logits_to_keep?.dims).toEqual([])
})

test('the scores are those of the last token, in a copy', async () => {
  const { model, run } = open([])
  const step = await model.read([5, 6, 7], model.emptyContext())
  expect([...step.logits]).toEqual([4, 5])
  step.logits[0] = 99
  const outputs = await run.mock.results[0]?.value
  expect(outputs.logits.data[4]).toBe(4)
})

test('a context can be gone on from twice', async () => {
  const { model } = open([])
  const { context } = await model.read([5], model.emptyContext())
  const a = await model.read([6], context)
  const b = await model.read([7, 8], context)
  expect([a.context.length, b.context.length]).toEqual([2, 3])
  expect(context.length).toBe(1)
})
