import type { Digest } from '@aichain/base'
import { phasesOf, taskPhase } from '../../src/core/task/lifecycle.js'
import type { TaskId, TaskRecord } from '../../src/core/task/task.js'
import { commitment } from '../../src/core/vote/commitment.js'
import { UNAVAILABLE, votedOutput } from '../../src/core/vote/unavailable.js'
import { digest, saltOf, type Vote } from '../../src/testing/chain-fixture.js'
import {
  contradictionOf,
  conveningOf,
  lateVoteOf,
  type SealedVotes,
  sealVotes,
  settlementOf,
} from '../../src/testing/settlement-scene.js'
import {
  ACCOUNTS,
  accountOf,
  type Choice,
  type History,
  mostly,
  type Step,
} from './actors.js'

const [right, wrong] = [digest(7), digest(8)]
const strange: readonly Digest[] = [right, wrong, digest(9), UNAVAILABLE]

/** What a step wants of a task. */
type Wanted = TaskRecord['state'] | 'committing' | 'revealing' | 'finalizable'

/** Chooses about one task that can be told more of. */
function aboutTask(
  state: Wanted,
  choose: (history: History, task: TaskRecord) => Promise<Step | undefined>,
): Choice {
  return async (history) => {
    const task = await anyTask(history, state)
    if (!task) return undefined
    const known = await committeeOf(history, task.id)
    return known ? choose(history, task) : undefined
  }
}

/** Mostly one that is wanted so, and that something can still come of. */
async function anyTask(
  { random, chain, tasks, parameters }: History,
  state: Wanted,
): Promise<TaskRecord | undefined> {
  const { timestamp: now } = await chain.getHead()
  const records = await Promise.all(
    tasks.slice(-5).map((task) => chain.getTask(task)),
  )
  const known = records.filter((record) => record !== undefined)
  const fitting = known.filter((record) => {
    const { deadAt } = phasesOf(record, parameters)
    const phase = taskPhase(record, parameters, now)
    if (phase !== state && record.state !== state) return false
    if (state === 'revealing' && record.committed === record.revealed)
      return false
    return phase === 'finalizable' || now < deadAt + parameters.epoch
  })
  const chosen = random.below(10) === 0 ? known : fitting
  return chosen.length === 0 ? undefined : random.pick(chosen)
}

/** Nothing where nobody can tell it. */
function committeeOf({ signing }: History, task: TaskId) {
  return signing.committee(task).catch(() => undefined)
}

/** What a member says, the same whenever it is asked: mostly what the others say. */
function voteOf(task: TaskId, member: number): Digest {
  const [own, common] = [BigInt(saltOf(task, member)), BigInt(task)]
  const isStrange = own % 8n === 0n
  if (isStrange) return strange[Number((own / 8n) % 4n)] as Digest
  if (common % 16n === 1n) return UNAVAILABLE
  return common % 3n === 0n ? wrong : right
}

/** The votes of a task, sealed once. */
async function sealedOf(
  history: History,
  { id, committeeSize }: TaskRecord,
): Promise<SealedVotes> {
  const { sealed, signing, random } = history
  const known = sealed.get(id)
  if (known) return known
  const votes = Array.from(
    { length: committeeSize },
    (_, member): Vote =>
      random.below(8) === 0
        ? random.pick(['absent', 'withheld'] as const)
        : voteOf(id, member),
  )
  const made = await sealVotes(signing, id, votes)
  sealed.set(id, made)
  return made
}

const commit = aboutTask(
  'committing',
  async (history, { id: task, committeeSize }) => {
    const member = history.random.below(committeeSize)
    const members = await history.signing.committee(task)
    const { seat = 0, signer } = members[member] ?? {}
    const sealed = commitment({
      ...{ task, seat, output: voteOf(task, member) },
      salt: saltOf(task, member),
    })
    return {
      name: 'commit',
      account: mostly(history, accountOf(signer)),
      work: (chain) => chain.commit({ task, member, commitment: sealed }),
    }
  },
)

/** As many as are missing come at once: a court that never fills decides nothing. */
const reveal: Choice = async (history) => {
  const { random } = history
  const state = random.pick(['revealing', 'revealing', 'decided'] as const)
  const task = await anyTask(history, state)
  if (!task) return undefined
  const { id, committeeSize, committed, revealed } = task
  const open = Array.from(
    { length: committeeSize },
    (_, member) => member,
  ).filter((member) => ((committed & ~revealed) >> member) % 2 === 1)
  const member =
    open.length === 0 ? random.below(committeeSize) : random.pick(open)
  const output = votedOutput(
    random.below(12) === 0 ? digest(5) : voteOf(id, member),
  )
  return {
    name: 'reveal',
    account: random.below(ACCOUNTS),
    work: (chain) =>
      chain.reveal({ task: id, member, output, salt: saltOf(id, member) }),
  }
}

const settle = aboutTask('open', async (history, task) => {
  const settlement = await settlementIn(history, task)
  if (!settlement) return undefined
  return {
    name: 'settle',
    account: history.random.below(ACCOUNTS),
    work: (chain) => chain.settle(settlement),
  }
})

const settleMany = aboutTask('open', async (history, task) => {
  const other = await anyTask(history, 'open')
  const settlements = [
    await settlementIn(history, task),
    other && (await settlementIn(history, other)),
  ].filter((settlement) => settlement !== undefined)
  return {
    name: 'settleMany',
    account: history.random.below(ACCOUNTS),
    work: (chain) => chain.settleMany(settlements),
  }
})

/** Now and then without somebody's vote; nothing where there is no quorum. */
async function settlementIn(history: History, task: TaskRecord) {
  const { random, signing } = history
  if (!(await committeeOf(history, task.id))) return undefined
  const sealed = await sealedOf(history, task)
  const without =
    random.below(3) === 0 ? [random.below(task.committeeSize)] : []
  return settlementOf(signing, sealed, { without }).catch(() => undefined)
}

const convene = aboutTask('committing', async (history, task) => {
  const { random, signing } = history
  const sealed = await sealedOf(history, task)
  const seen = sealed.votes
    .map(({ member }) => member)
    .filter(() => random.below(6) !== 0)
  const convening = await conveningOf(signing, sealed, seen)
  return {
    name: 'convene',
    account: random.below(ACCOUNTS),
    work: (chain) => chain.convene(convening),
  }
})

const addVote = aboutTask('decided', async (history, task) => {
  const { random, signing, sealed } = history
  const known = sealed.get(task.id)
  if (!known || known.votes.length === 0) return undefined
  const unknown = known.votes.filter(
    ({ member }) => (task.revealed >> member) % 2 === 0,
  )
  const { member } = random.pick(unknown.length === 0 ? known.votes : unknown)
  const late = await lateVoteOf(signing, known, member)
  return {
    name: 'addVote',
    account: random.below(ACCOUNTS),
    work: (chain) => chain.addVote(late),
  }
})

const punish = aboutTask('decided', async (history, { id, committeeSize }) => {
  const { random, signing } = history
  const member = random.below(committeeSize)
  const output = random.pick([wrong, wrong, right])
  const said = { task: id, member, output, seal: digest(3) }
  const shown = await contradictionOf(signing, said)
  return {
    name: 'punish',
    account: random.below(ACCOUNTS),
    work: (chain) => chain.punish(shown),
  }
})

const draw: Choice = async ({ chain, tasks, random }) => {
  if (tasks.length === 0) return undefined
  const terms = await chain.getTerms(random.pick(tasks))
  const name = random.pick(['draw', 'cancel'] as const)
  return terms && { name, account: 0, work: (each) => each[name](terms) }
}

const finalize: Choice = async (history) => {
  const task = await anyTask(history, 'finalizable')
  return (
    task && {
      name: 'finalize',
      account: history.random.below(ACCOUNTS),
      work: (chain) => chain.finalize(task.id),
    }
  )
}

/** A call about a decided task and its committee. */
function ofDecided(name: 'close' | 'conclude'): Choice {
  return aboutTask('decided', async ({ random, signing }, { id }) => {
    const decided = await signing.decided(id)
    return {
      name,
      account: random.below(ACCOUNTS),
      work: (chain) => chain[name](decided),
    }
  })
}

const release = aboutTask('decided', async ({ random }, { id }) => ({
  name: 'release',
  account: random.below(ACCOUNTS),
  work: (chain) => chain.release(id),
}))

const appeal = aboutTask('decided', async (history, { id }) => {
  const { random, signing, parameters } = history
  const { prices, unit } = parameters
  history.nonces += 1n
  const asking = {
    terms: await signing.terms(id),
    committee: (await signing.decided(id)).committee,
    share: random.pick([prices[3], prices[3], prices[2]]),
    roundTip: BigInt(random.below(2)) * unit,
    nonce: history.nonces,
  }
  return {
    name: 'appeal',
    account: random.below(ACCOUNTS),
    work: (chain) => chain.appeal(asking),
  }
})

/** What members do, and what follows from it; how often of a hundred. */
export const voteChoices: readonly (readonly [number, Choice])[] = [
  [22, commit],
  [18, reveal],
  [14, settle],
  [3, settleMany],
  [6, convene],
  [8, addVote],
  [6, punish],
  [3, draw],
  [3, finalize],
  [6, ofDecided('close')],
  [10, ofDecided('conclude')],
  [4, release],
  [9, appeal],
]
