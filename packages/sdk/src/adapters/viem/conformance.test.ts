import {
  createClient,
  type HttpTransport,
  http,
  type WebSocketTransport,
  webSocket,
} from 'viem'
import { afterAll, beforeAll, describe, test } from 'vitest'
import {
  type Anvil,
  deployContracts,
  fund,
  rpc,
  startAnvil,
  testAccount,
} from '../../../test/anvil.js'
import { compactSignature } from '../../core/encoding/compact-signature.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import { voteTypedData } from '../../core/vote/vote-typed-data.js'
import { chainConformance } from '../../testing/chain-conformance.js'
import type { ChainFixture } from '../../testing/chain-fixture.js'
import { viemChain } from './viem-chain.js'

let anvil: Anvil

beforeAll(async () => {
  anvil = await startAnvil()
})

afterAll(() => anvil?.stop())

const cases = (openTransport: () => HttpTransport | WebSocketTransport) =>
  chainConformance({
    open: (parameters) => openFixture(parameters, openTransport()),
    canReorganize: true,
  })

describe('viemChain over HTTP', () => {
  for (const { name, run } of cases(() => http(anvil.url))) test(name, run)
})

// Only watching uses the socket for more than requests.
describe('viemChain over a WebSocket', () => {
  const watching = cases(() => webSocket(anvil.wsUrl)).filter(({ name }) =>
    name.includes('watcher'),
  )
  for (const { name, run } of watching) test(name, run)
})

async function openFixture(
  parameters: ProtocolParameters,
  transport: HttpTransport | WebSocketTransport,
): Promise<ChainFixture> {
  const deployment = await deployContracts(anvil.url, parameters)
  const client = createClient({ transport, pollingInterval: 20 })
  return {
    connect: async (index) => {
      const account = testAccount(index + 1)
      await fund(anvil.url, account.address)
      const wallet = createClient({ transport, account })
      return viemChain({ client, wallet, deployment })
    },
    signVote: async (index, vote) => {
      const account = testAccount(index + 1)
      const signature = await account.signTypedData(voteTypedData(vote))
      const packed = compactSignature(signature)
      if (packed.ok) return packed.value
      throw new TypeError(packed.reason)
    },
    mine: async ({ blocks = 1, seconds = 1 }) => {
      await rpc(anvil.url, 'anvil_mine', blocks, seconds)
    },
    reorganize: async (depth) => {
      await rpc(anvil.url, 'anvil_reorg', depth, [])
    },
  }
}
