import type { Digest } from '@aichain/base'
import { ConformanceError, expectEqual } from '@aichain/base/testing'
import type { LateVote } from '../core/settlement/late-vote.js'
import {
  type Settlement,
  type SignedVote,
  settlement,
} from '../core/settlement/settlement.js'
import type { TaskId } from '../core/task/task.js'
import type { Convening } from '../core/vote/acknowledgement.js'
import { commitment } from '../core/vote/commitment.js'
import type { Contradiction } from '../core/vote/contradiction.js'
import { sealOf } from '../core/vote/seal.js'
import { saltOf, type Vote, withheldOutput } from './chain-fixture.js'
import type { Scene } from './chain-scene.js'

/** What is needed of a scene to let its nodes sign. */
export type SigningScene = Pick<
  Scene,
  'committee' | 'terms' | 'decided' | 'signVote' | 'signSeal'
>

/** What a committee has sealed off-chain, and signed over the seal. */
export type SealedVotes = {
  readonly task: TaskId
  /** One for each member; `undefined` for one that sealed nothing. */
  readonly commitments: readonly (Digest | undefined)[]
  readonly seal: Digest
  /** Of all members that do not withhold theirs. */
  readonly votes: readonly SignedVote[]
}

/**
 * Lets a committee seal and sign its votes off-chain, as lane 1 has it. Who
 * withholds has sealed an output that nobody else learns.
 */
export async function sealVotes(
  scene: SigningScene,
  task: TaskId,
  votes: readonly Vote[],
): Promise<SealedVotes> {
  const members = await scene.committee(task)
  const commitments = members.map(({ member, seat }) => {
    const output = sealedOutput(votes[member])
    return (
      output && commitment({ task, seat, output, salt: saltOf(task, member) })
    )
  })
  const seal = sealOf(commitments)
  const signed: SignedVote[] = []
  for (const { member, signer } of members) {
    const output = votes[member]
    if (!isOutput(output)) continue
    const signature = await scene.signVote(signer, { task, output, seal })
    signed.push({ member, output, salt: saltOf(task, member), ...signature })
  }
  return { task, commitments, seal, votes: signed }
}

/** Puts sealed votes together for the contract. */
export async function settlementOf(
  scene: SigningScene,
  sealed: SealedVotes,
  options: {
    /** Members whose votes are not brought. */
    readonly without?: readonly number[]
    /** What the court knows already. */
    readonly revealed?: readonly (Digest | undefined)[]
  } = {},
): Promise<Settlement> {
  const { task, commitments, votes } = sealed
  const { without = [], revealed } = options
  const members = await scene.committee(task)
  const built = settlement({
    task,
    terms: await scene.terms(task),
    committee: members.map(({ seat }) => seat),
    commitments,
    votes: votes.filter(({ member }) => !without.includes(member)),
    revealed,
  })
  if (built.ok) return built.value
  throw new ConformanceError({
    subject: 'a settlement',
    expected: 'to be built',
    actual: built.reason,
  })
}

/** Seals, signs and settles, all at once. */
export async function settle(
  scene: Scene,
  task: TaskId,
  votes: readonly Vote[],
): Promise<SealedVotes> {
  const sealed = await sealVotes(scene, task, votes)
  await scene.requester.settle(await settlementOf(scene, sealed))
  return sealed
}

/** A sealed vote of a member, to be brought after the decision. */
export async function lateVoteOf(
  scene: SigningScene,
  sealed: SealedVotes,
  member: number,
): Promise<LateVote> {
  const { commitments, votes } = sealed
  const decided = await scene.decided(sealed.task)
  const found = votes.find((vote) => vote.member === member)
  expectEqual(`a vote of member ${member}`, found !== undefined, true)
  const { output, salt, r, vs } = found as NonNullable<typeof found>
  const vote = { salt, r, vs }
  return { ...decided, member, output, vote, commitments }
}

/** What these members acknowledge of a seal, for the court. */
export async function conveningOf(
  scene: SigningScene,
  { task, commitments, seal }: SealedVotes,
  seen: readonly number[],
): Promise<Convening> {
  const members = await scene.committee(task)
  const acknowledgements = await Promise.all(
    members
      .filter(({ member }) => seen.includes(member))
      .map(async ({ member, signer }) => ({
        member,
        ...(await scene.signSeal(signer, { task, seal })),
      })),
  )
  return { terms: await scene.terms(task), commitments, acknowledgements }
}

/** A member's signed word for another output than the decided one. */
export async function contradictionOf(
  scene: SigningScene,
  said: {
    readonly task: TaskId
    readonly member: number
    readonly output: Digest
    readonly seal: Digest
  },
): Promise<Contradiction> {
  const members = await scene.committee(said.task)
  const signer = members[said.member]?.signer ?? '0x'
  const { task, output, seal } = said
  const signature = await scene.signVote(signer, { task, output, seal })
  return { ...(await scene.decided(task)), ...said, ...signature }
}

/** Whether a vote says something. */
export function isOutput(vote: Vote | undefined): vote is Digest {
  return vote !== undefined && vote !== 'absent' && vote !== 'withheld'
}

function sealedOutput(vote: Vote | undefined): Digest | undefined {
  if (vote === 'withheld') return withheldOutput
  return isOutput(vote) ? vote : undefined
}
