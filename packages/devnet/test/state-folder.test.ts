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

const timeout = 300_000
let stateFolder: string
let options: DevnetOptions

beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'aichain-kept-'))
  options = { nodes: 4, committee: 4, stateFolder, faults: { liar: 1 } }
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

test.each([
  ['nodes', { nodes: 3, committee: 3 }],
  ['commitWindow', { protocol: { commitWindow: 7 } }],
])(
  'another "%s" than the folder was made with is refused',
  async (option, other) => {
    const start = createDevnet({ ...options, ...other })
    await expect(start).rejects.toThrow(StateFolderMismatchError)
    await expect(start).rejects.toThrow(`"${option}"`)
  },
)

test('a chain that cannot be read back is told', async () => {
  await writeFile(join(stateFolder, 'chain.json'), '{"block":')
  await expect(createDevnet(options)).rejects.toThrow(ChainStartError)
})
