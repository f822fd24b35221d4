import { InvalidArgumentError } from '@aichain/base'
import { fromUnits } from '../../../core/encoding/units.js'
import { priceOf } from '../../../core/money/price.js'
import { packCommittee } from '../../../core/task/committee-word.js'
import type { CommitteeMember, Terms } from '../../../core/task/task.js'
import {
  glanceAgainAfter,
  type Pause,
  transactionTimeout,
} from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import { amendRecord } from '../record/amend-record.js'
import type { Membership } from '../state/membership.js'
import { isNews, type TendedTask } from '../task/tended-task.js'
import { keepPrompt } from '../vote/keep-prompt.js'
import { type AppealStand, appealStand, contradicts } from './appeal-stand.js'

/** Tips are 32 bits of units. */
const maximumTip = 2n ** 32n - 1n

/** Reads where this runner stands to a decision; nothing is read where it does not matter. */
export async function readAppealStand(
  context: RunnerContext,
  tended: TendedTask,
  { task }: Pick<Membership, 'task'>,
): Promise<AppealStand> {
  const { chain, appealLimit, lostAppeals, parameters, signal, time } = context
  const { record, isAppealRefused } = tended
  if (!contradicts(task, record)) return { type: 'none' }
  const of = await chain.getAppeal(task.id, { signal })
  const found = of && (await chain.getTask(of.task, { signal }))
  const appeal = of && found && { of, task: found }
  // Who was found wrong once is not to be trusted to know better again.
  const isSure = appealLimit !== undefined && lostAppeals.size === 0
  const mayAppeal = isSure && !isAppealRefused
  const now = time.now()
  const facts = { task, record, appeal, mayAppeal, parameters, now }
  const stand = appealStand(facts)
  tended.awaitsAppeal = stand.type === 'pending' ? of?.task : undefined
  return stand
}

/** Questions a decision, unless that would take more than the operator allows, or has. */
export async function appealDecision(
  context: RunnerContext,
  tended: TendedTask,
  { task, committee }: Membership,
): Promise<Pause> {
  const { chain, emit, parameters, signal } = context
  const terms = await chain.getTerms(task.id, { signal })
  if (!terms) return 1_000
  const price = await priceOfAppeal(context, terms)
  const limit = await affordable(context)
  if (price.cost > limit) {
    tended.isAppealRefused = true
    const told = { type: 'appeal-too-dear', task: task.id } as const
    if (isNews(tended, told.type)) emit({ ...told, cost: price.cost, limit })
    return 0
  }
  // An appeal that does not get the prompt loses the deposit.
  const hasPrompt = await keepPrompt(context, terms.order.prompt)
  if (!hasPrompt) return glanceAgainAfter
  const { share, roundTip } = price
  // The same for the same attempt, so that sending it twice asks once.
  const before = (await chain.getAppeal(task.id, { signal }))?.attempts ?? 0
  const nonce = BigInt.asUintN(64, BigInt(task.id) + BigInt(before))
  // Noted before it is sent: whoever starts on this journal has to conclude it.
  await amendRecord(context, tended, { appealed: 'yes' })
  const { appeal, transactionHash } = await chain.appeal(
    { terms, committee: wordOf(committee), share, roundTip, nonce },
    { signal, timeout: transactionTimeout(parameters) },
  )
  const { deposit, cost } = price
  emit({
    type: 'appealed',
    task: task.id,
    ...{ appeal, deposit, cost, transactionHash },
  })
  return 0
}

/** Wei: what the operator allows, as far as the wallet has it. */
async function affordable(context: RunnerContext): Promise<bigint> {
  const { chain, appealLimit = 0n, parameters, signal } = context
  const isNative = BigInt(parameters.asset) === 0n
  if (!isNative) return appealLimit
  const held = await chain.getBalance(chain.account, { signal })
  return held < appealLimit ? held : appealLimit
}

/** Of the whole list, at its highest price: no other appeal is taken. */
async function priceOfAppeal(
  { chain, parameters, signal }: RunnerContext,
  terms: Terms,
) {
  const asked = await chain.getAppealTerms(terms, { signal })
  const { deposit, committeeSize } = asked
  const share = priceOf(3, parameters)
  const { minimumShare, unit } = parameters
  const most = fromUnits(maximumTip, unit)
  const roundTip = minimumShare < most ? minimumShare : most
  const cost = deposit + BigInt(committeeSize) * share + roundTip
  return { share, roundTip, deposit, cost }
}

/** Moves the money as the appeal found, whoever appealed. */
export async function concludeAppeal(
  context: RunnerContext,
  tended: TendedTask,
  { task, committee }: Membership,
): Promise<Pause> {
  const { chain, emit, lostAppeals, parameters, signal } = context
  const { transactionHash } = await chain.conclude(
    { task: task.id, committee: wordOf(committee) },
    { signal, timeout: transactionTimeout(parameters) },
  )
  const appeal = await chain.getAppeal(task.id, { signal })
  const found = appeal && (await chain.getTask(appeal.task, { signal }))
  const result =
    found?.state !== 'decided'
      ? 'undecided'
      : appeal?.overturned
        ? 'overturned'
        : 'upheld'
  if (result !== 'undecided') {
    await amendRecord(context, tended, { concluded: 'yes' })
  }
  if (result === 'upheld' && tended.record?.appealed) lostAppeals.add(task.id)
  emit({ type: 'concluded', task: task.id, result, transactionHash })
  return 0
}

/** The committee as the contract takes it: any that was drawn fits. */
export function wordOf(committee: readonly CommitteeMember[]): bigint {
  const seats = committee.map(({ seat }) => seat)
  const packed = packCommittee(seats)
  if (packed.ok) return packed.value
  const { reason: expected } = packed
  throw new InvalidArgumentError({
    argument: 'committee',
    expected,
    actual: seats,
  })
}
