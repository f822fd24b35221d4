import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ChainStartError,
  createDevnet,
  type DevnetOptions,
  StateFolderBusyError,
  StateFolderMismatchError,
} from '@aichain/devnet'
import { ConsensusReader } from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { viemChain } from '@aichain/sdk/viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './support/ask.js'

const timeout = 120_000
let stateFolder: string
let options: DevnetOptions

beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'aichain-kept-'))
  options = { nodes: 3, committee: 3, stateFolder, faults: { liar: 1 } }
})

afterAll(() => rm(stateFolder, { recursive: true, force: true, maxRetries: 5 }))

test('a second start goes on where the first one stopped', {
  timeout,
}, async () => {
  const first = await createDevnet(options)
  const before = await ask(first)
  await expect(createDevnet(options)).rejects.toThrow(StateFolderBusyError)
  await first.stop()

  const second = await createDevnet(options)
  try {
    expect(second.deployment).toEqual(first.deployment)
    expect(second.model).toBe(first.model)
    const identity = ({ seat, signer }: { seat: number; signer: string }) =>
      `${seat} ${signer}`
    expect(second.nodes.map(identity)).toEqual(first.nodes.map(identity))

    const reader = new ConsensusReader({
      chain: viemChain({
        client: second.client(),
        wallet: second.wallet(),
        deployment: second.deployment,
      }),
      content: kuboContentStore({ url: second.ipfs.rpcUrl }),
    })
    expect(await reader.receipt(before.task)).toEqual(before.receipt)

    const after = await ask(second)
    expect(after.outputCid).toBe(before.outputCid)
    const liar = after.receipt.members.find(({ vote }) => vote === 'wrong')
    const seat = await reader.seat(liar?.seat ?? 0)
    const { bond } = second.parameters
    expect(seat?.balance).toBe(bond - 2n * (bond / 10n))
  } finally {
    await second.stop()
  }
})

test('fewer nodes than seats are refused', { timeout }, async () => {
  const more = { ...options, nodes: 4 }
  const network = await createDevnet(more)
  await network.stop()
  await expect(createDevnet(options)).rejects.toThrow(StateFolderMismatchError)
})

test('another protocol is refused', async () => {
  const other = { ...options, nodes: 4, protocol: { commitWindow: 7 } }
  await expect(createDevnet(other)).rejects.toThrow(
    expect.objectContaining({ message: expect.stringMatching('commitWindow') }),
  )
})

test('a chain that cannot be read back is told', async () => {
  await writeFile(join(stateFolder, 'chain.json'), '{"block":')
  await expect(createDevnet({ ...options, nodes: 4 })).rejects.toThrow(
    ChainStartError,
  )
})
