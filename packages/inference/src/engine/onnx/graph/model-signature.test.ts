import { expect, test } from 'vitest'
import { modelSignature, type TensorInfo } from './model-signature.js'

const tensor = (
  name: string,
  shape: (number | string)[] = ['batch', 'length'],
  type = 'int64',
): TensorInfo => ({ name, type, shape })

const float = (name: string, shape: (number | string)[]) =>
  tensor(name, shape, 'float32')

const logits = float('logits', ['batch', 'length', 10])
const unknown = { heads: undefined, headDimension: undefined }

test('reads heads and head dimension from the graph', () => {
  const signature = modelSignature(
    [
      tensor('input_ids'),
      tensor('attention_mask'),
      float('past_key_values.0.key', ['batch_size', 2, 'past_length', 64]),
      float('past_key_values.0.value', ['batch_size', 2, 'past_length', 32]),
    ],
    [logits, float('present.0.key', []), float('present.0.value', [])],
    unknown,
  )
  expect(signature).toEqual({
    ok: true,
    value: {
      optionalInputs: new Set(['input_ids', 'attention_mask']),
      cache: [
        {
          input: 'past_key_values.0.key',
          output: 'present.0.key',
          emptyShape: [1, 2, 0, 64],
        },
        {
          input: 'past_key_values.0.value',
          output: 'present.0.value',
          emptyShape: [1, 2, 0, 32],
        },
      ],
    },
  })
})

test('reads them from the config where the graph leaves them open', () => {
  const signature = modelSignature(
    [
      tensor('input_ids'),
      float('past_key_values.0.key', ['b', 'heads', 'past_sequence', -1]),
    ],
    [logits, float('present_key_values.0.key', [])],
    { heads: 3, headDimension: 16 },
  )
  expect(signature.ok && signature.value.cache[0]).toEqual({
    input: 'past_key_values.0.key',
    output: 'present_key_values.0.key',
    emptyShape: [1, 3, 0, 16],
  })
})

test('a convolution state keeps its fixed size', () => {
  const signature = modelSignature(
    [tensor('input_ids'), float('past_conv.0', [1, 8, 3])],
    [logits, float('present_conv.0', [])],
    unknown,
  )
  expect(signature.ok && signature.value.cache[0]?.emptyShape).toEqual([
    1, 8, 3,
  ])
})

const past = float('past_key_values.0.key', [1, 2, 'past', 4])
const present = float('present.0.key', [])

test.each<[string, TensorInfo[], TensorInfo[], string]>([
  ['no input_ids', [past], [logits, present], "no input 'input_ids'"],
  ['no cache', [tensor('input_ids')], [logits], 'no past_key_values'],
  [
    'an encoder',
    [tensor('input_ids'), tensor('encoder_hidden_states'), past],
    [logits, present],
    "unknown input 'encoder_hidden_states'",
  ],
  [
    '32-bit ids',
    [tensor('input_ids', [], 'int32'), past],
    [logits, present],
    "input 'input_ids' is int32, not int64",
  ],
  ['no logits', [tensor('input_ids'), past], [present], "no output 'logits'"],
  [
    'half-precision logits',
    [tensor('input_ids'), past],
    [tensor('logits', [], 'float16'), present],
    'the logits are float16',
  ],
  [
    'a half-precision cache',
    [tensor('input_ids'), { ...past, type: 'float16' }],
    [logits, present],
    "'past_key_values.0.key' is float16",
  ],
  ['no present', [tensor('input_ids'), past], [logits], 'has no output'],
  [
    'unknown heads',
    [tensor('input_ids'), { ...past, shape: [1, 'heads', 'past', 4] }],
    [logits, present],
    'cannot tell the size of dimension 1 of [1,heads,past,4]',
  ],
  [
    'a batch of two',
    [tensor('input_ids'), { ...past, shape: [2, 2, 'past', 4] }],
    [logits, present],
    'cannot tell the size of dimension 0',
  ],
])('refuses %s', (_, inputs, outputs, reason) => {
  const signature = modelSignature(inputs, outputs, unknown)
  expect(signature).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  })
})
