import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { builtFile } from '../support/built.js'
import { runNode } from '../support/run-node.js'
import { readGolden } from './golden.js'
import { models } from './models/models.js'
import { writeTask } from './models/task.js'
import {
  type RowProgram,
  type RowPrograms,
  rowPrograms,
} from './rows/row-programs.js'
import { digestOf } from './verdict/compare.js'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const MODEL = 'minimind2-small'

let folder: string
let program: RowPrograms
beforeAll(async () => {
  builtFile('onnx-worker.js')
  folder = await mkdtemp(join(tmpdir(), 'aichain-row-'))
  program = await rowPrograms(join(folder, 'programs'))
  await writeTask(
    models.filter(({ name }) => name === MODEL),
    folder,
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a program without a network. */
const guarded = (name: RowProgram, args: readonly string[]) =>
  runNode(['--import', program('no-network').href], program(name), args)

/** Runs prompts in a process of their own; its digests by prompt. */
async function digests(prompts: readonly string[], options: object = {}) {
  const run = JSON.stringify({ prompts, ...options })
  const { code, output, errors } = await guarded('row', [folder, run])
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
  const { code, errors } = await guarded('reach-for-network', [])
  expect(code).not.toBe(0)
  expect(errors).toContain('network refused: http://127.0.0.1:9/worker')
})
