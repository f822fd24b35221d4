import type { Address } from '@aichain/base'
import type { SeededRandom } from '../../../base/test/seeded-random.js'
import type { ListTerms } from '../../src/core/task/list.js'
import type { ProtocolParameters } from '../../src/core/task/parameters.js'
import type { TaskId } from '../../src/core/task/task.js'
import type { Chain } from '../../src/ports/chain.js'
import { documentCid } from '../../src/testing/chain-fixture.js'
import { wordOf } from '../../src/testing/chain-scene.js'
import type {
  SealedVotes,
  SigningScene,
} from '../../src/testing/settlement-scene.js'
import { accountAt, signatures } from '../viem-fixture.js'

/** Account 0 asks and pays; these many in all take seats, spend for it, and report. */
export const ACCOUNTS = 14

/** What a history has come to, for those who choose its next step. */
export type History = {
  readonly random: SeededRandom
  readonly parameters: ProtocolParameters
  /** Where steps are chosen by: the twins say the same. */
  readonly chain: Chain
  readonly lists: readonly ListTerms[]
  readonly tasks: TaskId[]
  /** What was sealed for a task, if anything was. */
  readonly sealed: Map<TaskId, SealedVotes>
  readonly signing: SigningScene
  nonces: bigint
}

/** One call that both chains are to make. */
export type Step = {
  readonly name: string
  readonly account: number
  readonly work: (chain: Chain) => Promise<unknown>
}

/** Chooses a step of its kind; nothing where there is none now. */
export type Choice = (history: History) => Promise<Step | undefined>

/** Models that are served, one of them for an author. */
export const lists: readonly ListTerms[] = [
  { model: documentCid(1) },
  {
    model: documentCid(1),
    author: { address: accountAt(13).address, shareBps: 700 },
  },
]

/** The number of an account; 0 for an address that is nobody's here. */
export function accountOf(address: Address | undefined): number {
  const wanted = address?.toLowerCase()
  const found = Array.from({ length: ACCOUNTS }, (_, index) => index).find(
    (index) => accountAt(index).address.toLowerCase() === wanted,
  )
  return found ?? 0
}

/** This account, and now and then another, who may not. */
export function mostly({ random }: History, account: number): number {
  return random.below(8) === 0 ? random.below(ACCOUNTS) : account
}

/** Signs for everybody, by what a chain says. */
export function signingOn(chain: Chain): SigningScene {
  const known = <T>(found: T | undefined): T => {
    if (found === undefined) throw new TypeError('the task is not known')
    return found
  }
  const committee: SigningScene['committee'] = (task) =>
    chain.getCommittee(task)
  return {
    committee,
    terms: async (task) => known(await chain.getTerms(task)),
    decided: async (task) => ({
      task,
      committee: wordOf(await committee(task)),
    }),
    signVote: (signer, vote) =>
      signatures.signVote(accountOf(signer), { ...chain.deployment, ...vote }),
    signSeal: (signer, seen) =>
      signatures.signAcknowledgement(accountOf(signer), {
        ...chain.deployment,
        ...seen,
      }),
  }
}
