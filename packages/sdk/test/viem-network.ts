import type { Digest } from '@aichain/base'
import { type Client, createClient, http } from 'viem'
import { viemChain } from '../src/adapters/viem/viem-chain.js'
import { keccakWords } from '../src/core/encoding/keccak.js'
import type { ListTerms } from '../src/core/task/list.js'
import type { ProtocolParameters } from '../src/core/task/parameters.js'
import type { TaskId } from '../src/core/task/task.js'
import { commitment } from '../src/core/vote/commitment.js'
import { votedOutput } from '../src/core/vote/unavailable.js'
import type { Chain, Deployment } from '../src/ports/chain.js'
import { passEpochs, stakeOf } from '../src/testing/chain-scene.js'
import { type Anvil, fund, rpc, testAccount } from './anvil.js'
import { deployContracts } from './deploy-contracts.js'

/** Newly deployed contracts on a running chain, and test accounts connected to them. */
export type ViemNetwork = {
  readonly deployment: Deployment
  readonly parameters: ProtocolParameters
  /** A client of the chain, for reading. */
  readonly client: Client
  /** The chain for a test account, which is given ether first. */
  readonly connect: (index: number) => Promise<Chain>
  /** Test accounts 1 to 5 with seats in a list, an epoch later: they can be drawn. */
  readonly openSeats: (list: ListTerms) => Promise<readonly Chain[]>
  /** One JSON-RPC call of the chain, such as `evm_mine`. */
  readonly rpc: (
    method: string,
    ...params: readonly unknown[]
  ) => Promise<unknown>
}

/** Deploys the contracts with `testParameters`. */
export async function openViemNetwork(anvil: Anvil): Promise<ViemNetwork> {
  const { deployment, parameters } = await deployContracts(anvil.url)
  const connect = async (index: number) => {
    const transport = http(anvil.url)
    const account = testAccount(index)
    await fund(anvil.url, account.address)
    const client = createClient({ transport, account, pollingInterval: 20 })
    return viemChain({ client, deployment })
  }
  const mine = ({ blocks = 1, seconds = 1 }) =>
    rpc(anvil.url, 'anvil_mine', blocks, seconds)
  return {
    deployment,
    parameters,
    client: createClient({ transport: http(anvil.url), pollingInterval: 20 }),
    connect,
    openSeats: async (list) => {
      const nodes = await Promise.all(
        [1, 2, 3, 4, 5].map((index) => connect(index)),
      )
      const [first] = nodes as [Chain]
      // Entry is not bounded in the epoch in which a list opens: all come in one.
      await passEpochs({ mine }, first, 1)
      const amount = stakeOf(parameters)
      for (const node of nodes) {
        const { seat } = await node.join({ owner: node.account, amount })
        await node.offer({ seat, list, class: 0 })
      }
      await passEpochs({ mine }, first, 1)
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
