import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { builtFile } from '../support/built.js'
import { runNode } from '../support/run-node.js'
import { digestOf } from './compare.mjs'
import { readGolden } from './golden.mjs'
import { models } from './models.mjs'
import { writeTask } from './task.mjs'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const MODEL = 'minimind2-small'
const row = new URL('row.mjs', import.meta.url)
const guard = ['--import', new URL('no-network.mjs', import.meta.url).href]

let folder: string
beforeAll(async () => {
  builtFile('onnx-worker.js')
  folder = await mkdtemp(join(tmpdir(), 'aichain-row-'))
  await writeTask(
    models.filter(({ name }) => name === MODEL),
    folder,
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs prompts in a process of their own; its digests by prompt. */
async function digests(prompts: readonly string[], options: object = {}) {
  const run = JSON.stringify({ prompts, ...options })
  const { code, output, errors } = await runNode(guard, row, [folder, run])
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const [, ...results] = output.trim().split('\n')
  return results.map((line) => {
    const result = JSON.parse(line)
    return [result.prompt, digestOf(result)]
  })
}

function expected(prompts: readonly string[]) {
  const golden = readGolden()[MODEL] ?? {}
  return prompts.map((prompt) => [
    prompt,
    digestOf(golden[prompt] ?? { generation: '', logits: '' }),
  ])
}

test('two processes at once give the digests that were published, without a network, and end by themselves', async () => {
  const some = ['a question', 'several turns and scripts']
  const one = ['a question']
  const both = await Promise.all([digests(some), digests(one)])
  expect(both).toEqual([expected(some), expected(one)])
})

test('a session that nobody closes does not keep the process alive', async () => {
  const one = ['four tokens']
  expect(await digests(one, { leave: true })).toEqual(expected(one))
})

test('the guard against the network can bite', async () => {
  const script = new URL('reach-for-network.mjs', import.meta.url)
  const { code, errors } = await runNode(guard, script)
  expect(code).not.toBe(0)
  expect(errors).toContain('network refused: http://127.0.0.1:9/worker')
})
