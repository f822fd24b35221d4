import { type Address, type Cid, type Hex, mapLimited } from '@aichain/base'
import { feeOf } from '../../core/money/price.js'
import { phasesOf, taskPhase } from '../../core/task/lifecycle.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { TaskId } from '../../core/task/task.js'
import { readDraw } from '../reader/history.js'
import { firstBlock } from '../reader/list-tasks.js'
import { parametersOf, type TaskContext } from './context.js'
import { isUndrawable } from './is-undrawable.js'
import { nextBlockTime } from './next-block-time.js'

/** A task of one's own whose money is still in the contract. */
export type PendingTask = {
  readonly task: TaskId
  readonly model: Cid
  readonly prompt: Cid
  readonly committeeSize: number
  /** Wei. */
  readonly fee: bigint
  readonly transactionHash: Hex
  /** Seconds since the epoch, from the block that holds the task. */
  readonly addedAt: number
  /** Seconds since the epoch from which on anybody can close it, whatever the nodes do. */
  readonly closableAt: number
  /**
   * `open`: its members still have time. `closable`: it waits for somebody to
   * close it, because their time is over or no committee can ever be drawn.
   * `refunded`: the fee waits for `withdraw`.
   */
  readonly state: 'open' | 'closable' | 'refunded'
}

type Added = Extract<ProtocolEvent, { readonly type: 'task-added' }>

/** Records read at once. */
const concurrency = 8

/** Finds an account's tasks whose money is still in the contract, newest first. */
export async function findPending(
  context: TaskContext,
  account: Address,
  first: bigint | undefined,
  signal: AbortSignal,
): Promise<readonly PendingTask[]> {
  const { chain, clock } = context
  const head = await chain.getHead({ signal })
  const fromBlock = firstBlock(chain, first, head.number)
  const [events, parameters] = await Promise.all([
    chain.getEvents({ fromBlock, account }, { signal }),
    parametersOf(context, signal),
  ])
  const now = nextBlockTime(head, clock)
  const unpaid = unpaidRefunds(events)
  const added = events.filter((event) => event.type === 'task-added').reverse()
  const found = await mapLimited(added, concurrency, async (event) => {
    const record = await chain.getTask(event.task, { signal })
    if (!record || record.state === 'decided') return undefined
    const isRefunded = record.state === 'undecided'
    if (isRefunded && !unpaid.has(event.task)) return undefined
    const { addedAt } = record
    const { revealEnd: closableAt } = phasesOf(record, parameters)
    const known = { ...termsOf(event), addedAt, closableAt }
    if (isRefunded) return { ...known, state: 'refunded' } as const
    if (taskPhase(record, parameters, now) === 'finalizable')
      return { ...known, state: 'closable' } as const
    const draw = await readDraw(chain, event.task, signal)
    if (!isUndrawable(draw)) return { ...known, state: 'open' } as const
    return { ...known, closableAt: addedAt, state: 'closable' } as const
  })
  return found.filter((task) => task !== undefined)
}

function termsOf(event: Added) {
  const { task, order, transactionHash } = event
  const { model, prompt, committeeSize } = order
  const fee = feeOf(order)
  return { task, model, prompt, committeeSize, fee, transactionHash }
}

/** A withdrawal takes everything that was given back before it. */
function unpaidRefunds(events: readonly ProtocolEvent[]): ReadonlySet<TaskId> {
  const unpaid = new Set<TaskId>()
  for (const event of events) {
    if (event.type === 'task-undecided') unpaid.add(event.task)
    if (event.type === 'credit-withdrawn') unpaid.clear()
  }
  return unpaid
}
