import { type Digest, equalHex } from '@aichain/base'
import { hasMember, membersOf } from '../../../core/encoding/bitmap.js'
import type {
  Settlement,
  SettlementVote,
} from '../../../core/settlement/settlement.js'
import { voteDigest } from '../../../core/signing/vote.js'
import type { TaskId } from '../../../core/task/task.js'
import { commitment } from '../../../core/vote/commitment.js'
import { quorum } from '../../../core/vote/quorum.js'
import { sealOf } from '../../../core/vote/seal.js'
import { UNAVAILABLE } from '../../../core/vote/unavailable.js'
import {
  InvalidVoteError,
  MalformedSettlementError,
  NoQuorumError,
  VotesMissingError,
} from '../../../errors/contract-settlement.js'
import {
  EmptyDigestError,
  SeedExpiredError,
} from '../../../errors/contract-tasks.js'
import { attempt } from './attempt.js'
import { type BallotBox, ballotBox } from './ballot-box.js'
import { drawnNow, entropyOf } from './draws.js'
import { everybodyOf } from './everybody.js'
import { isStrong, signerAt } from './stakes.js'
import type { ChainState, Context, TaskStorage, Transition } from './state.js'
import { idOf } from './tasks.js'
import { openTask, refuseDead, windowsOf } from './tasks-known.js'
import {
  type Answered,
  decide,
  refundUnavailable,
  tallyRevealed,
} from './verdicts.js'
import { zeroDigest } from './zero.js'

/** Mirrors `ISettlements.settle`. */
export function settle(settlement: Settlement): Transition {
  return (state, context) => {
    const id = idOf(settlement.terms, context)
    const task = openTask(state, id)
    refuseDead(id, task, context)
    const seats = committeeOf(id, task, state, context)
    const poll = { id, task, seats }
    const { voters, commitments } = collectVotes(poll, settlement)
    const seal = sealOf(commitments)
    const box = ballotBox()
    countVotes(poll, settlement, seal, box, state, context)
    if (task.revealed !== 0) tallyRevealed(poll, box, state, context)
    checkLeftOut(poll, voters, commitments, seal, context)
    task.revealed |= voters
    task.isSettled = true
    conclude(poll, box, state, context)
  }
}

/** Mirrors `ISettlements.settleMany`: passes over what is refused, and says why. */
export function settleMany(settlements: readonly Settlement[]): Transition {
  return (state, context) => {
    for (const settlement of settlements)
      attempt(
        settle(settlement),
        (reason) => ({
          type: 'settlement-refused',
          task: idOf(settlement.terms, context),
          reason,
        }),
        state,
        context,
      )
  }
}

/** Mirrors `Settlements._committeeOf`. */
function committeeOf(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): readonly number[] {
  const { drawn } = task
  if (task.committed !== 0) return drawn as readonly number[]
  if (entropyOf(id, task, state, context) !== undefined)
    return drawnNow(id, task, state, context)
  if (!drawn) throw new SeedExpiredError({ task: id })
  return drawn
}

/** Mirrors `Settlements._collectVotes`: one vote or one commitment for each member. */
function collectVotes(
  { id: task, task: storage, seats }: Answered,
  { choices, votes, absent }: Settlement,
): {
  readonly voters: number
  readonly commitments: readonly (Digest | undefined)[]
} {
  const malformed = () => new MalformedSettlementError({ task })
  const commitments = seats.map((): Digest | undefined => undefined)
  let [voters, brought] = [0, 0]
  for (const [index, { output, voters: its }] of choices.entries()) {
    const isNew = (voters & its) === 0 && its <= everybodyOf(storage)
    const earlier = choices.slice(0, index)
    if (!isNew || earlier.some((other) => other.output === output))
      throw malformed()
    if (output === zeroDigest) throw new EmptyDigestError()
    for (const member of membersOf(its)) {
      const vote = votes[brought]
      if (!vote) throw malformed()
      const seat = seats[member] as number
      const { salt } = vote
      commitments[member] = commitment({ task, seat, output, salt })
      brought += 1
    }
    voters |= its
  }
  const isComplete =
    brought === votes.length && brought + absent.length === seats.length
  if (!isComplete) throw malformed()
  const left = [...absent]
  const sealed = commitments.map((own) => own ?? orNothing(left.shift()))
  return { voters, commitments: sealed }
}

function orNothing(word: Digest | undefined): Digest | undefined {
  return word === zeroDigest ? undefined : word
}

/** Mirrors `Settlements._countVotes`: each must be signed by its seat, for its output and the one seal. */
function countVotes(
  { id, task, seats }: Answered,
  { choices, votes }: Settlement,
  seal: Digest,
  box: BallotBox,
  state: ChainState,
  context: Context,
): void {
  let brought = 0
  for (const { output, voters } of choices) {
    let counted = voters & ~task.revealed
    const digest = voteDigest({ ...context, task: id, output, seal })
    for (const member of membersOf(voters)) {
      const seat = seats[member] as number
      const signer = signerAt(state, seat, task, context)
      const vote = votes[brought] as SettlementVote
      const recovered = context.recover(digest, vote)
      if (!equalHex(recovered, signer))
        throw new InvalidVoteError({ task: id, member, signer, recovered })
      if (!isStrong(state, seat, context)) counted &= ~(1 << member)
      brought += 1
    }
    box.add(output, counted)
  }
}

/** Mirrors `Settlements._checkLeftOut`: only while reveals are open anybody may be left out. */
function checkLeftOut(
  { id, task }: Answered,
  voters: number,
  commitments: readonly (Digest | undefined)[],
  seal: Digest,
  context: Context,
): void {
  const unknown = everybodyOf(task) & ~(voters | task.revealed)
  let missing = 0
  for (const member of membersOf(unknown)) {
    const isInCourt = hasMember(task.committed, member)
    // Who committed to something else may have seen these votes before.
    if (isInCourt && task.ballots[member] !== commitments[member])
      task.revealed |= 1 << member
    else if (commitments[member] !== undefined) missing += 1
  }
  if (missing === 0) return
  if (context.timestamp >= windowsOf(task, context).revealEnd)
    throw new VotesMissingError({ task: id, missing: BigInt(missing) })
  task.seal = seal
  context.emit({ type: 'seal-kept', task: id, seal })
}

/** Mirrors `Settlements._conclude`. */
function conclude(
  poll: Answered,
  box: BallotBox,
  state: ChainState,
  context: Context,
): void {
  const required = quorum(poll.task.committeeSize)
  const found = box.decide(required)
  if (!found)
    throw new NoQuorumError({ task: poll.id, required: BigInt(required) })
  if (found.output === UNAVAILABLE)
    refundUnavailable(poll, found.voters, state, context)
  else decide(poll, box, found, state, context)
}
