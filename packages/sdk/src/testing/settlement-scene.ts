import type { Digest } from '@aichain/base'
import { ConformanceError } from '@aichain/base/testing'
import {
  type Settlement,
  type SignedVote,
  settlement,
} from '../core/settlement/settlement.js'
import type { TaskId } from '../core/task/task.js'
import { commitment } from '../core/vote/commitment.js'
import { sealOf } from '../core/vote/seal.js'
import { type Scene, saltOf, type Vote } from './chain-fixture.js'

/** What a committee agreed on off-chain, and what binds its votes together. */
export type SealedVotes = {
  readonly settlement: Settlement
  readonly seal: Digest
}

/**
 * Lets a committee seal and sign its votes off-chain, as lane 1 has it, and puts
 * them together. Who withholds has sealed an output that nobody else learns.
 */
export async function sealVotes(
  scene: Pick<Scene, 'committee' | 'signVote'>,
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
  const committee = members.map(({ seat }) => seat)
  const built = settlement({ task, committee, commitments, votes: signed })
  if (built.ok) return { settlement: built.value, seal }
  throw new ConformanceError({
    subject: 'a settlement',
    expected: 'to be built',
    actual: built.reason,
  })
}

/** What a member that withholds has sealed. */
export const withheldOutput: Digest = `0x${'04'.repeat(32)}`

function sealedOutput(vote: Vote | undefined): Digest | undefined {
  if (vote === 'withheld') return withheldOutput
  return isOutput(vote) ? vote : undefined
}

function isOutput(vote: Vote | undefined): vote is Digest {
  return vote !== undefined && vote !== 'absent' && vote !== 'withheld'
}
