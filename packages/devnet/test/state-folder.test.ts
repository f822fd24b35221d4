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
import { ask, patientWindows, receiptOf } from './support/ask.js'

const timeout = 300_000
let stateFolder: string
let options: DevnetOptions

beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'aichain-kept-'))
  options = {
    nodes: 4,
    committee: 4,
    stateFolder,
    faults: { liar: 1 },
    protocol: patientWindows,
  }
})

afterAll(() => rm(stateFolder, { recursive: true, force: true, maxRetries: 5 }))

test('a second start goes on where the first one stopped', {
  timeout,
}, async () => {
  const first = await createDevnet(options)
  const before = await ask(first)
  const votes = async () =>
    (await receiptOf(first, before.task)).members.map(({ vote }) => vote).sort()
  await expect.poll(votes).toEqual(['agreed', 'agreed', 'agreed', 'wrong'])
  const receipt = await receiptOf(first, before.task)
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
    expect(await reader.receipt(before.task)).toEqual(receipt)

    const after = await ask(second)
    expect(after.outputCid).toBe(before.outputCid)
    // In a list that is too small for appeals a lie costs the share.
    const { bond, minimumShare } = second.parameters
    const [liar] = second.nodes.filter(({ fault }) => fault === 'liar')
    await expect
      .poll(async () => (await reader.seat(liar?.seat ?? 0))?.balance)
      .toBe(bond - 2n * minimumShare)
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
