import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDevnet } from '@aichain/devnet'
import type { TaskId } from '@aichain/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  randomLlama,
  writeLlama,
} from '../../inference/test/support/random-llama.js'
import { lie } from '../src/faults/liar.js'
import { ask, chainOf, patientWindows } from './support/ask.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-appeal-'))
  await writeLlama(join(folder, 'model'), randomLlama())
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('honest nodes have a lie that won overturned by the whole list', {
  timeout: 600_000,
}, async () => {
  const appealed: TaskId[] = []
  const devnet = await createDevnet({
    models: [join(folder, 'model')],
    nodes: 12,
    committee: 3,
    // Eight remain, which is just a quorum of all.
    faults: { liar: 4 },
    blockTime: 0.5,
    protocol: patientWindows,
    onNodeUpdate: (_node, update) => {
      if (update.type === 'appealed') appealed.push(update.task)
    },
  })
  try {
    // Two of three lie in every fifth committee; who lies alone is outvoted.
    const lies = new Set<TaskId>()
    const isAppealed = () => appealed.some((task) => lies.has(task))
    while (!isAppealed()) {
      const { task, text } = await ask(devnet)
      if (text === lie) lies.add(task)
    }
    const task = appealed.find((each) => lies.has(each)) as TaskId
    const verdict = () => chainOf(devnet).getVerdict(task)
    await expect
      .poll(verdict, { timeout: 300_000, interval: 1_000 })
      .toMatchObject({ overturned: true })
  } finally {
    await devnet.stop()
  }
})
