import { AichainError } from '@aichain/base'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type {
  CommitteeMember,
  TaskId,
  TaskRecord,
} from '../../core/task/task.js'
import type { Appeal, Verdict } from '../../core/task/verdict.js'
import { TaskNotFoundError } from '../../errors/task.js'
import type { ChainReader } from '../../ports/chain.js'

/** One kind of event. */
export type EventOf<TType extends ProtocolEvent['type']> = Extract<
  ProtocolEvent,
  { readonly type: TType }
>

/** Everything the chain tells about one task. */
export type TaskHistory = {
  readonly record: TaskRecord
  readonly added: EventOf<'task-added'>
  /** What consumers are told of it. */
  readonly verdict: Verdict
  /** Its appeals; `undefined` if nobody asked. */
  readonly appeal: Appeal | undefined
  /** Empty where no committee can be known. */
  readonly members: readonly CommitteeMember[]
  /** In order of the chain. */
  readonly events: readonly ProtocolEvent[]
}

/**
 * Reads a task's whole history. Errors: `TaskNotFoundError`.
 *
 * @param addedIn - The task's block, where it is known: a decided task has
 *   forgotten it.
 */
export async function readHistory(
  chain: ChainReader,
  task: TaskId,
  signal: AbortSignal,
  addedIn?: bigint,
): Promise<TaskHistory> {
  const record = await chain.getTask(task, { signal })
  if (!record) throw new TaskNotFoundError({ task })
  const [events, members = [], verdict, appeal] = await Promise.all([
    chain.getEvents(rangeOf(chain, withBlock(record, addedIn)), { signal }),
    readMembers(chain, task, signal),
    readVerdict(chain, task, signal),
    chain.getAppeal(task, { signal }),
  ])
  const added = events.find((event) => event.type === 'task-added')
  if (!added) throw new TaskNotFoundError({ task })
  return { record, added, verdict, appeal, members, events }
}

function withBlock(
  record: TaskRecord,
  addedIn: bigint | undefined,
): TaskRecord {
  return { ...record, addedIn: record.addedIn ?? addedIn }
}

/** Where a task's events are: a decided one has forgotten its block. */
export function rangeOf(
  { deployment }: Pick<ChainReader, 'deployment'>,
  { id: task, addedIn = deployment.fromBlock }: TaskRecord,
) {
  return { fromBlock: addedIn, task }
}

/** What consumers are told of a task. Errors: `TaskNotFoundError`. */
export async function readVerdict(
  chain: ChainReader,
  task: TaskId,
  signal: AbortSignal,
): Promise<Verdict> {
  const verdict = await chain.getVerdict(task, { signal })
  if (verdict) return verdict
  throw new TaskNotFoundError({ task })
}

/** The event of a member that signed against the decision. */
export function contradictionOf(
  events: readonly ProtocolEvent[],
  member: number,
): EventOf<'member-punished'> | undefined {
  return events
    .filter((event) => event.type === 'member-punished')
    .find((event) => event.member === member)
}

/** Refusals that say: no committee now. */
const obstacles: ReadonlyMap<string, Draw['obstacle']> = new Map([
  ['seed-not-ready', 'not-yet'],
  ['task-unknown', 'not-yet'],
  ['not-enough-places', 'too-few-seats'],
  ['seed-expired', 'forgotten'],
  ['task-not-open', 'over'],
])

/** The committee, or `undefined` while none can be known, or when none ever can. */
export async function readMembers(
  chain: ChainReader,
  task: TaskId,
  signal: AbortSignal,
): Promise<readonly CommitteeMember[] | undefined> {
  return (await readDraw(chain, task, signal)).members
}

/** A committee, or why there is none. */
export type Draw = {
  readonly members: readonly CommitteeMember[] | undefined
  /**
   * `not-yet`: a block is missing, or the task's round. `too-few-seats`: no
   * committee can ever be drawn. `forgotten`: nobody drew while the chain knew
   * the hash it takes. `over`: the task ended without a decision, and nobody had
   * written its committee down.
   */
  readonly obstacle:
    | 'not-yet'
    | 'too-few-seats'
    | 'forgotten'
    | 'over'
    | undefined
}

/** Reads a task's committee, or why there is none. */
export async function readDraw(
  chain: ChainReader,
  task: TaskId,
  signal: AbortSignal,
): Promise<Draw> {
  try {
    const members = await chain.getCommittee(task, { signal })
    return { members, obstacle: undefined }
  } catch (error) {
    const code = AichainError.isInstance(error) ? error.code : ''
    const obstacle = obstacles.get(code)
    if (!obstacle) throw error
    return { members: undefined, obstacle }
  }
}
