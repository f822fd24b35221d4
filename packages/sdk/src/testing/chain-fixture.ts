import {
  type Address,
  type Cid,
  cidFromDigest,
  type Digest,
} from '@aichain/base'
import type { CompactSignature } from '../core/encoding/compact-signature.js'
import { keccakWords } from '../core/encoding/keccak.js'
import type { ProtocolParameters } from '../core/task/parameters.js'
import type { CommitteeMember, TaskId } from '../core/task/task.js'
import { commitment } from '../core/vote/commitment.js'
import { votedOutput } from '../core/vote/unavailable.js'
import type { VoteParameters } from '../core/vote/vote-typed-data.js'
import type { Chain } from '../ports/chain.js'

/** Newly deployed contracts, and the chain's operator. */
export type ChainFixture = {
  /** The chain for one of at least 18 accounts that hold ether. */
  readonly connect: (account: number) => Chain | Promise<Chain>
  /** What an account signs for a vote of lane 1. */
  readonly signVote: (
    account: number,
    vote: VoteParameters,
  ) => CompactSignature | Promise<CompactSignature>
  /** Makes blocks, each `seconds` after its parent. */
  readonly mine: (options: {
    readonly blocks?: number
    readonly seconds?: number
  }) => Promise<unknown>
  /** Replaces the newest blocks by others without their transactions, if that can be arranged. */
  readonly reorganize?: ((depth: number) => Promise<void>) | undefined
  readonly dispose?: (() => Promise<void>) | undefined
}

/** What the suite deploys with: short windows, so that time is cheap to pass. */
export const conformanceParameters: ProtocolParameters = {
  asset: '0x0000000000000000000000000000000000000000',
  bond: 10n ** 18n,
  minimumFeePerSeat: 10n ** 12n,
  slashBps: 1000,
  protocolFeeBps: 100,
  // Enough for the committee of an appeal.
  maximumSeats: 16,
  activationDelay: 5,
  exitNotice: 5,
  commitWindow: 600,
  revealWindow: 600,
  proofWindow: 600,
  // Two lives of a task, and the time to appeal.
  unbondingPeriod: 4200,
  exclusiveWindow: 300,
  appealWindow: 600,
  treasury: '0x00000000000000000000000000000000000000a1',
  sink: '0x00000000000000000000000000000000000000b2',
}

/** A vote: an output, silence, or a commitment that is never opened. */
export type Vote = Digest | 'absent' | 'withheld'

/** A network of accounts with seats, and shorthands for what they do. */
export type Scene = {
  readonly fixture: ChainFixture
  readonly requester: Chain
  readonly nodes: readonly Chain[]
  /** A node by the address it signs with. */
  readonly nodeOf: (signer: Address) => Chain
  readonly post: (options?: {
    readonly committeeSize?: number
    readonly fee?: bigint
  }) => Promise<TaskId>
  /** A number that no order of this scene has yet. */
  readonly nextNonce: () => bigint
  readonly committee: (task: TaskId) => Promise<readonly CommitteeMember[]>
  /** What the node with this address signs for a vote of lane 1. */
  readonly signVote: (
    signer: Address,
    vote: Omit<VoteParameters, 'chainId' | 'consensus'>,
  ) => Promise<CompactSignature>
  readonly commit: (task: TaskId, votes: readonly Vote[]) => Promise<void>
  readonly reveal: (task: TaskId, votes: readonly Vote[]) => Promise<void>
}

/** A digest that stands for some content. */
export function digest(value: number): Digest {
  return keccakWords(value)
}

/** The CID of a document, made of a number. */
export function documentCid(value: number): Cid {
  return cidFromDigest(digest(value))
}

/** The salt that the scene's nodes use: theirs alone, and known to the test. */
export function saltOf(task: TaskId, member: number): Digest {
  return keccakWords(task, member)
}

/** Account 0 asks; accounts 1 to `seats` each take a seat, all old enough to be drawn. */
export async function openScene(
  fixture: ChainFixture,
  seats: number,
): Promise<Scene> {
  const requester = await fixture.connect(0)
  const nodes: Chain[] = []
  for (let account = 1; account <= seats; account += 1) {
    const node = await fixture.connect(account)
    const { bond } = conformanceParameters
    await node.join({ owner: node.account, bond })
    nodes.push(node)
  }
  await fixture.mine({ seconds: conformanceParameters.activationDelay + 2 })
  const nodeOf = (signer: Address) => findNode(nodes, signer)
  let nonces = 0n
  const nextNonce = () => {
    nonces += 1n
    return nonces
  }
  const committee = (task: TaskId) => requester.getCommittee(task)
  return {
    fixture,
    requester,
    nodes,
    nodeOf,
    nextNonce,
    committee,
    signVote: async (signer, vote) => {
      // Seats are taken in the order of the accounts, from account 1 on.
      const account = nodes.indexOf(nodeOf(signer)) + 1
      return fixture.signVote(account, { ...requester.deployment, ...vote })
    },
    post: async ({ committeeSize = 5, fee = 10n ** 15n } = {}) => {
      const contents = { model: documentCid(1), prompt: documentCid(2) }
      const nonce = nextNonce()
      const order = { ...contents, committeeSize, fee, nonce }
      const { task } = await requester.addTask(order)
      // The next block, from which on the hash of the task's is known.
      await fixture.mine({ seconds: 1 })
      return task
    },
    ...voting(nodeOf, committee),
  }
}

/** How nodes vote on-chain, each with the salt that is theirs. */
function voting(
  nodeOf: Scene['nodeOf'],
  committee: Scene['committee'],
): Pick<Scene, 'commit' | 'reveal'> {
  return {
    commit: async (task, votes) => {
      for (const { member, seat, signer } of await committee(task)) {
        const vote = votes[member] ?? 'absent'
        if (vote === 'absent') continue
        const output = vote === 'withheld' ? digest(404) : vote
        const salt = saltOf(task, member)
        const sealed = commitment({ task, seat, output, salt })
        await nodeOf(signer).commit({ task, member, commitment: sealed })
      }
    },
    reveal: async (task, votes) => {
      for (const { member, signer } of await committee(task)) {
        const vote = votes[member] ?? 'absent'
        if (vote === 'absent' || vote === 'withheld') continue
        const salt = saltOf(task, member)
        await nodeOf(signer).reveal({
          task,
          member,
          output: votedOutput(vote),
          salt,
        })
      }
    },
  }
}

function findNode(nodes: readonly Chain[], signer: Address): Chain {
  const wanted = signer.toLowerCase()
  const found = nodes.find((node) => node.account.toLowerCase() === wanted)
  return found as Chain
}
