import { parseCanonical } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import { withFiles } from '../../../test/support/default-model.js'
import {
  type ImportedTensors,
  importedTensors,
} from '../../../test/support/imported-tensors.js'
import { memoryFolder } from '../../../test/support/memory-folder.js'
import { minimindSafetensors } from '../../../test/support/minimind-safetensors.js'
import {
  llamaFolder,
  llamaGguf,
  randomLlama,
  TINY_LLAMA,
} from '../../../test/support/random-llama.js'
import {
  joinBytes,
  type LazyTensor,
  safetensorsParts,
} from '../../../test/support/safetensors.js'
import type { ModelFolder, PreparedModel } from '../../ports/model-folder.js'
import { prepareLlamaModel } from './prepare-llama-model.js'

const model = randomLlama()
const untied = randomLlama({ ...TINY_LLAMA, tiedHead: false }, 2)

function contentOf(prepared: PreparedModel, path: string): Uint8Array {
  const file = prepared.files.find((each) => each.path === path)
  if (!file) throw new TypeError(`no ${path}`)
  return file.content
}

const weightsOf = (prepared: PreparedModel): Uint8Array =>
  contentOf(prepared, 'model.safetensors')

/** The folder in two shards with an index. */
function sharded(tensors: readonly LazyTensor[]): ModelFolder {
  const shards = {
    'a.safetensors': tensors.slice(0, 7),
    'b.safetensors': tensors.slice(7),
  }
  const map = Object.entries(shards).flatMap(([path, part]) =>
    part.map(({ name }) => [name, path]),
  )
  return withFiles(llamaFolder(model), {
    'model.safetensors': undefined,
    'model.safetensors.index.json': JSON.stringify({
      weight_map: Object.fromEntries(map),
    }),
    ...Object.fromEntries(
      Object.entries(shards).map(([path, part]) => [
        path,
        joinBytes(safetensorsParts(part, 'F32')),
      ]),
    ),
  })
}

test('writes the files that the engine reads, sorted, with their rules', async () => {
  const prepared = await prepareLlamaModel(llamaFolder(model))
  expect(prepared.files.map(({ path }) => path)).toEqual([
    'config.json',
    'model.safetensors',
    'tokenizer.json',
    'tokenizer_config.json',
  ])
  expect(parseCanonical(contentOf(prepared, 'config.json'))).toEqual({
    ok: true,
    value: {
      type: 'aichain/llama/1',
      ...TINY_LLAMA,
      groupSize: 0,
      normEpsilon: '0.00001',
    },
  })
  expect(prepared).toMatchObject({
    dtype: 'w8a12',
    graph: 'model.safetensors',
    decoding: { endOfSequence: [2], contextLimit: 256 },
  })
})

test('lays the weights out without gaps, in the order of names', async () => {
  const prepared = await prepareLlamaModel(llamaFolder(untied), {
    groupSize: 32,
  })
  const { header, length, tensors } = importedTensors(weightsOf(prepared))
  const names = [...tensors.keys()]
  expect(names).toEqual([...names].sort())
  expect(
    header.startsWith('{"__metadata__":{"format":"aichain-w8a12/1"},'),
  ).toBe(true)
  expect(header.length % 8).toBe(0)
  let end = 0
  for (const tensor of tensors.values()) {
    expect(tensor.start).toBe(end)
    end = tensor.end
  }
  expect(end).toBe(length)
  expect(tensors.get('head.weight')).toMatchObject({
    dtype: 'I8',
    shape: [320, 64],
  })
  expect(tensors.get('head.scale')).toMatchObject({
    dtype: 'F32',
    shape: [320, 2],
  })
  expect(tensors.get('layers.1.down.scale')?.shape).toEqual([64, 3])
  expect(tensors.get('rotary.frequencies')?.shape).toEqual([8])
  expect(tensors.has('layers.2.norm')).toBe(false)
})

test('no quantised weight is further than half a step from the original', async () => {
  for (const groupSize of [0, 32] as const) {
    const prepared = await prepareLlamaModel(llamaFolder(untied), { groupSize })
    const imported = importedTensors(weightsOf(prepared))
    let checked = 0
    for (const tensor of untied.tensors.filter(
      ({ shape }) => shape.length === 2,
    )) {
      checked += checkError(
        imported,
        nameOf(tensor.name),
        tensor.values(),
        groupSize,
      )
    }
    expect(checked).toBe(
      2 * 320 * 64 + 2 * (2 * 64 * 64 + 2 * 32 * 64 + 3 * 64 * 96),
    )
  }
})

function nameOf(name: string): string {
  const parts = {
    'model.embed_tokens': 'embedding',
    lm_head: 'head',
    'model.layers': 'layers',
    'self_attn.q_proj': 'query',
    'self_attn.k_proj': 'key',
    'self_attn.v_proj': 'value',
    'self_attn.o_proj': 'output',
    'mlp.gate_proj': 'gate',
    'mlp.up_proj': 'up',
    'mlp.down_proj': 'down',
  }
  return Object.entries(parts)
    .reduce((text, [from, to]) => text.replace(from, to), name)
    .replace(/\.weight$/, '')
}

function checkError(
  imported: ImportedTensors,
  name: string,
  original: Float32Array,
  groupSize: number,
): number {
  const quants = imported.integers(`${name}.weight`)
  const scales = imported.floats(`${name}.scale`)
  const group = groupSize || quants.length / scales.length
  const worst = original.reduce((most, value, index) => {
    const scale = scales[Math.floor(index / group)] as number
    const error = Math.abs(value - (quants[index] as number) * scale)
    return Math.max(most, error / (scale || 1))
  }, 0)
  expect(worst).toBeGreaterThan(0)
  expect(worst).toBeLessThanOrEqual(0.5000001)
  return original.length
}

describe('equal weights give equal bytes:', () => {
  const expected = prepareLlamaModel(llamaFolder(model))
  const bytes = async (prepared: Promise<PreparedModel>) =>
    Buffer.from(weightsOf(await prepared)).toString('base64')

  test.each([
    ['a second time', () => llamaFolder(model)],
    ['as F16', () => llamaFolder(model, 'F16')],
    ['as BF16', () => llamaFolder(model, 'BF16')],
    ['in two shards', () => sharded(model.tensors)],
    ['as GGUF in F32', () => llamaGguf(model)],
    ['as GGUF in F16', () => llamaGguf(model, 'F16')],
    ['as GGUF in BF16', () => llamaGguf(model, 'BF16')],
    [
      'from a folder that reads whole files only',
      () => {
        const { readRange: _, ...folder } = llamaFolder(model)
        return folder
      },
    ],
  ])('%s', async (_, folder) => {
    const prepared = prepareLlamaModel(folder())
    expect(await bytes(prepared)).toBe(await bytes(expected))
    expect(contentOf(await prepared, 'config.json')).toEqual(
      contentOf(await expected, 'config.json'),
    )
  })

  test('but other weights others', async () => {
    const other = prepareLlamaModel(llamaFolder(randomLlama(TINY_LLAMA, 3)))
    expect(await bytes(other)).not.toBe(await bytes(expected))
  })
})

test('Q8_0 in groups of 32 keeps every quant and scale', async () => {
  const folder = llamaGguf(untied, 'Q8_0')
  const prepared = await prepareLlamaModel(folder, { groupSize: 32 })
  const imported = importedTensors(weightsOf(prepared))
  const stored = await folder.read('model.gguf')
  for (const name of ['embedding', 'layers.1.down', 'head']) {
    const quants = imported.integers(`${name}.weight`)
    const scales = imported.floats(`${name}.scale`)
    const original = untied.tensors.find((each) => nameOf(each.name) === name)
    const blocks = (
      await import('../../../test/support/quantise-q8.js')
    ).quantiseQ8(original?.values() ?? new Float32Array())
    expect(Buffer.from(stored).includes(Buffer.from(blocks))).toBe(true)
    const kept = Array.from(scales, (_, block) =>
      blocks.subarray(block * 34 + 2, (block + 1) * 34),
    )
    expect(
      Buffer.from(quants.buffer, quants.byteOffset, quants.length),
    ).toEqual(Buffer.concat(kept))
  }
})

test('a real chat model becomes as large as its weights', {
  timeout: 60_000,
}, async () => {
  const updates: string[] = []
  const prepared = await prepareLlamaModel(await minimindSafetensors(), {
    onProgress: ({ name, count, total }) => {
      updates.push(`${name} ${count}/${total}`)
    },
  })
  expect(updates).toHaveLength(75)
  expect(updates.at(-1)).toMatch(/75\/75$/)
  expect(weightsOf(prepared).length).toBeGreaterThan(29_000_000)
  expect(weightsOf(prepared).length).toBeLessThan(30_000_000)
  expect(prepared.decoding).toMatchObject({ endOfSequence: [2] })
})

test('an abort ends it with its reason', async () => {
  const controller = new AbortController()
  const preparing = prepareLlamaModel(llamaFolder(model), {
    signal: controller.signal,
    onProgress: ({ count }) => {
      if (count === 3) controller.abort('enough')
    },
  })
  await expect(preparing).rejects.toBe('enough')
})

test('a folder without weights is told what it lacks', async () => {
  await expect(prepareLlamaModel(memoryFolder({}))).rejects.toMatchObject({
    code: 'model-file-missing',
    path: 'model.safetensors',
  })
})
