import type { Digest } from '@aichain/base'
import { type Client, createClient, http } from 'viem'
import { viemChain } from '../src/adapters/viem/viem-chain.js'
import { keccakWords } from '../src/core/encoding/keccak.js'
import type { TaskId } from '../src/core/task/task.js'
import { commitment } from '../src/core/vote/commitment.js'
import { votedOutput } from '../src/core/vote/unavailable.js'
import type { Chain, Deployment } from '../src/ports/chain.js'
import {
  type Anvil,
  deployContracts,
  fund,
  rpc,
  testAccount,
  testParameters,
} from './anvil.js'

/** Newly deployed contracts on a running chain, and test accounts connected to them. */
export type ViemNetwork = {
  readonly deployment: Deployment
  /** A client of the chain, for reading. */
  readonly client: Client
  /** The chain for a test account, which is given ether first. */
  readonly connect: (index: number) => Promise<Chain>
  /** Test accounts 1 to 5 with seats that are old enough to be drawn. */
  readonly openSeats: () => Promise<readonly Chain[]>
  /** One JSON-RPC call of the chain, such as `evm_mine`. */
  readonly rpc: (
    method: string,
    ...params: readonly unknown[]
  ) => Promise<unknown>
}

/** Deploys the contracts with {@link testParameters}. */
export async function openViemNetwork(anvil: Anvil): Promise<ViemNetwork> {
  const deployment = await deployContracts(anvil.url)
  const connect = async (index: number) => {
    const transport = http(anvil.url)
    const account = testAccount(index)
    await fund(anvil.url, account.address)
    const client = createClient({ transport, account, pollingInterval: 20 })
    return viemChain({ client, deployment })
  }
  return {
    deployment,
    client: createClient({ transport: http(anvil.url), pollingInterval: 20 }),
    connect,
    openSeats: async () => {
      const nodes = await Promise.all(
        [1, 2, 3, 4, 5].map((index) => connect(index)),
      )
      const { bond } = testParameters
      for (const node of nodes) await node.join({ owner: node.account, bond })
      await rpc(anvil.url, 'anvil_mine', 1, 10)
      return nodes
    },
    rpc: (method, ...params) => rpc(anvil.url, method, ...params),
  }
}

/** A member of a committee, with the chain it signs on and what it votes. */
export type Voter = {
  readonly member: number
  readonly commit: () => Promise<unknown>
  readonly reveal: () => Promise<unknown>
}

/** The voters of a task, in order; `outputOf` decides what each gives. */
export async function votersOf(
  nodes: readonly Chain[],
  task: TaskId,
  outputOf: (member: number) => Digest,
): Promise<readonly Voter[]> {
  const members = await (nodes[0] as Chain).getCommittee(task)
  return members.map(({ member, seat, signer }) => {
    const chain = nodes.find(({ account }) => account === signer) as Chain
    const output = outputOf(member)
    const salt = keccakWords(task, member)
    const sealed = commitment({ task, seat, output, salt })
    return {
      member,
      commit: () => chain.commit({ task, member, commitment: sealed }),
      reveal: () =>
        chain.reveal({ task, member, output: votedOutput(output), salt }),
    }
  })
}
