import type { Address } from '@aichain/base'
import { expectEqual } from '@aichain/base/testing'
import type { CompactSignature } from '../core/encoding/compact-signature.js'
import { entranceFee } from '../core/money/fees.js'
import type { AcknowledgementParameters } from '../core/signing/acknowledgement.js'
import type { VoteParameters } from '../core/signing/vote.js'
import {
  type CommitteeWord,
  packCommittee,
} from '../core/task/committee-word.js'
import {
  epochAt,
  roundAt,
  roundOf,
  timeOfRound,
} from '../core/task/lifecycle.js'
import type { ListTerms, PriceClass } from '../core/task/list.js'
import type { ProtocolParameters } from '../core/task/parameters.js'
import type {
  CommitteeMember,
  Order,
  TaskId,
  TaskRecord,
  Terms,
} from '../core/task/task.js'
import { commitment } from '../core/vote/commitment.js'
import { votedOutput } from '../core/vote/unavailable.js'
import { checked } from '../errors/checked.js'
import type { Chain, DecidedTask } from '../ports/chain.js'
import {
  type ChainFixture,
  documentCid,
  saltOf,
  type Vote,
  withheldOutput,
} from './chain-fixture.js'

/** A network of accounts with seats in one list, and shorthands for what they do. */
export type Scene = {
  readonly fixture: ChainFixture
  readonly parameters: ProtocolParameters
  readonly list: ListTerms
  readonly requester: Chain
  readonly nodes: readonly Chain[]
  /** A node by the address it signs with. */
  readonly nodeOf: (signer: Address) => Chain
  /** The fixture's number of the account that signs so. */
  readonly accountOf: (signer: Address) => number
  /** An order that the list takes, with changes; each with a nonce of its own. */
  readonly order: (change?: Partial<Order>) => Order
  /** Asks, and lets the block pass from which on the committee is known. */
  readonly post: (change?: Partial<Order>) => Promise<TaskId>
  readonly committee: (task: TaskId) => Promise<readonly CommitteeMember[]>
  readonly task: (task: TaskId) => Promise<TaskRecord>
  readonly terms: (task: TaskId) => Promise<Terms>
  /** A task with its committee, as calls take them after its decision. */
  readonly decided: (task: TaskId) => Promise<DecidedTask>
  /** What the node with this address signs for a vote of lane 1. */
  readonly signVote: (
    signer: Address,
    vote: Omit<VoteParameters, 'chainId' | 'consensus'>,
  ) => Promise<CompactSignature>
  /** The word of the node with this address that it saw a seal. */
  readonly signSeal: (
    signer: Address,
    seen: Omit<AcknowledgementParameters, 'chainId' | 'consensus'>,
  ) => Promise<CompactSignature>
  readonly commit: (task: TaskId, votes: readonly Vote[]) => Promise<void>
  readonly reveal: (task: TaskId, votes: readonly Vote[]) => Promise<void>
  /** Posts the round of the beacon that a task waits for, once it is due. */
  readonly postRound: (task: TaskId) => Promise<void>
  /** Posts the newest round. */
  readonly postNewestRound: () => Promise<void>
  readonly balances: () => Promise<readonly bigint[]>
  /** Goes on to a time, in seconds since the epoch, unless it is over. */
  readonly reach: (time: number) => Promise<void>
}

/** What a scene may be opened with. */
export type SceneOptions = {
  /** Default: one that names no author. */
  readonly list?: ListTerms | undefined
  /** Of each seat's place. Default 0 for all. */
  readonly classes?: readonly PriceClass[] | undefined
  /** Wei that each node joins with. Default: the bond, and what its place costs. */
  readonly stake?: bigint | undefined
}

/**
 * Account 0 asks; accounts 1 to `seats` each take a seat and a place, and the
 * next epoch begins, in which they can be drawn. Each seat is left with its bond.
 */
export async function openScene(
  fixture: ChainFixture,
  seats: number,
  options: SceneOptions = {},
): Promise<Scene> {
  const { list = { model: documentCid(1) } } = options
  const requester = await fixture.connect(0)
  const parameters = await requester.getParameters()
  // Entry is not bounded in the epoch in which a list opens: all come in one.
  await passEpochs(fixture, requester, 1)
  const nodes = await openSeats(fixture, parameters, seats, {
    ...options,
    list,
  })
  await passEpochs(fixture, requester, 1)
  const nodeOf = (signer: Address) => findNode(nodes, signer)
  // Seats are taken in the order of the accounts, from account 1 on.
  const accountOf = (signer: Address) => nodes.indexOf(nodeOf(signer)) + 1
  const order = ordering(list, parameters)
  const committee: Scene['committee'] = (task) => requester.getCommittee(task)
  const reads = reading(requester)
  return {
    fixture,
    parameters,
    list,
    requester,
    nodes,
    nodeOf,
    accountOf,
    order,
    post: async (change) => {
      const { task } = await requester.addTask(order(change))
      // The next block, from which on the hash of the task's is known.
      await fixture.mine({ seconds: 1 })
      return task
    },
    committee,
    ...reads,
    signVote: async (signer, vote) =>
      fixture.signVote(accountOf(signer), { ...requester.deployment, ...vote }),
    signSeal: async (signer, seen) =>
      fixture.signAcknowledgement(accountOf(signer), {
        ...requester.deployment,
        ...seen,
      }),
    ...voting(nodeOf, committee),
    ...time(fixture, requester, parameters, reads.task),
    balances: async () => {
      const taken = await Promise.all(
        nodes.map((_, seat) => requester.getSeat(seat)),
      )
      return taken.map((seat) => seat?.balance ?? 0n)
    },
  }
}

/** Orders to a list, each with a nonce of its own. */
function ordering(
  list: ListTerms,
  { minimumShare }: ProtocolParameters,
): Scene['order'] {
  let nonces = 0n
  return (change = {}) => {
    nonces += 1n
    const committeeSize = change.committeeSize ?? 5
    return {
      ...list,
      prompt: documentCid(2),
      committeeSize,
      share: minimumShare,
      roundTip: 0n,
      minimumPlaces: committeeSize,
      seed: 'block',
      nonce: nonces,
      ...change,
    }
  }
}

/** Goes on to the beginning of a later epoch. */
export async function passEpochs(
  fixture: Pick<ChainFixture, 'mine'>,
  chain: Chain,
  epochs: number,
): Promise<void> {
  const parameters = await chain.getParameters()
  const { timestamp } = await chain.getHead()
  const begins = (epochAt(timestamp, parameters) + epochs) * parameters.epoch
  await fixture.mine({ seconds: begins - timestamp })
}

/** What a node joins with to have its bond left once it has taken a place. */
export function stakeOf(
  parameters: Pick<ProtocolParameters, 'bond' | 'unit'>,
): bigint {
  return parameters.bond + entranceFee(0, parameters)
}

async function openSeats(
  fixture: ChainFixture,
  parameters: ProtocolParameters,
  seats: number,
  options: SceneOptions & { readonly list: ListTerms },
): Promise<readonly Chain[]> {
  const { list, classes = [], stake = stakeOf(parameters) } = options
  const nodes: Chain[] = []
  for (let account = 1; account <= seats; account += 1) {
    const node = await fixture.connect(account)
    const { seat } = await node.join({ owner: node.account, amount: stake })
    await node.offer({ seat, list, class: classes[account - 1] ?? 0 })
    nodes.push(node)
  }
  return nodes
}

function reading(requester: Chain): Pick<Scene, 'task' | 'terms' | 'decided'> {
  return {
    task: async (task) => known(await requester.getTask(task)),
    terms: async (task) => known(await requester.getTerms(task)),
    decided: async (task) => ({
      task,
      committee: wordOf(await requester.getCommittee(task)),
    }),
  }
}

/** A committee as the contracts take it. */
export function wordOf(members: readonly CommitteeMember[]): CommitteeWord {
  const seats = members.map(({ seat }) => seat)
  return checked(packCommittee(seats), 'members', members)
}

function known<T>(found: T | undefined): T {
  expectEqual('the task is known', found !== undefined, true)
  return found as T
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
        const output = vote === 'withheld' ? withheldOutput : vote
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
        const output = votedOutput(vote)
        await nodeOf(signer).reveal({ task, member, output, salt })
      }
    },
  }
}

function time(
  fixture: ChainFixture,
  requester: Chain,
  parameters: ProtocolParameters,
  taskOf: Scene['task'],
): Pick<Scene, 'postRound' | 'postNewestRound' | 'reach'> {
  const post = (round: number) =>
    requester.postRound({ round, signature: fixture.signRound(round) })
  const reach: Scene['reach'] = async (due) => {
    const { timestamp } = await requester.getHead()
    if (timestamp < due) await fixture.mine({ seconds: due - timestamp })
  }
  return {
    reach,
    postRound: async (task) => {
      const round = known(roundOf(await taskOf(task), parameters))
      await reach(timeOfRound(round, parameters.beacon))
      await post(round)
      await fixture.mine({ seconds: 1 })
    },
    postNewestRound: async () => {
      const { timestamp } = await requester.getHead()
      // The last one that is published already.
      await post(roundAt(timestamp + 1, parameters.beacon) - 1)
    },
  }
}

function findNode(nodes: readonly Chain[], signer: Address): Chain {
  const wanted = signer.toLowerCase()
  const found = nodes.find((node) => node.account.toLowerCase() === wanted)
  return found as Chain
}
