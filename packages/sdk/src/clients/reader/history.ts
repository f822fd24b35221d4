import { AichainError } from '@aichain/base'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type {
  CommitteeMember,
  TaskId,
  TaskRecord,
  TaskResult,
} from '../../core/task/task.js'
import { TaskNotFoundError } from '../../errors/task.js'
import type { ChainReader } from '../../ports/chain.js'

/** One kind of event. */
export type EventOf<TType extends ProtocolEvent['type']> = Extract<
  ProtocolEvent,
  { readonly type: TType }
>

/** What an appeal made of a decision. */
export type AppealFacts = Pick<TaskResult, 'appeal' | 'overturned'>

/** Everything the chain tells about one task. */
export type TaskHistory = {
  readonly record: TaskRecord
  readonly added: EventOf<'task-added'>
  /** What an appeal made of the decision. */
  readonly appeal: AppealFacts
  /** Empty where no committee can be known. */
  readonly members: readonly CommitteeMember[]
  /** In order of the chain. */
  readonly events: readonly ProtocolEvent[]
}

/** Reads a task's whole history. Errors: `TaskNotFoundError`. */
export async function readHistory(
  chain: ChainReader,
  task: TaskId,
  signal: AbortSignal,
): Promise<TaskHistory> {
  const record = await chain.getTask(task, { signal })
  if (!record) throw new TaskNotFoundError({ task })
  const range = { fromBlock: record.addedIn, task }
  const [events, members = [], appeal] = await Promise.all([
    chain.getEvents(range, { signal }),
    readMembers(chain, task, signal),
    readAppeal(chain, record, signal),
  ])
  const added = events.find((event) => event.type === 'task-added')
  if (!added) throw new TaskNotFoundError({ task })
  return { record, added, appeal, members, events }
}

/** What an appeal made of a task; of one that is not decided, nothing. */
export async function readAppeal(
  chain: ChainReader,
  { id: task, state }: TaskRecord,
  signal: AbortSignal,
): Promise<AppealFacts> {
  if (state !== 'decided') return { appeal: undefined, overturned: false }
  try {
    const { appeal, overturned } = await chain.getResult(task, { signal })
    return { appeal, overturned }
  } catch (error) {
    const isGone =
      AichainError.isInstance(error) && error.code === 'task-unknown'
    throw isGone ? new TaskNotFoundError({ task }) : error
  }
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
  ['not-enough-seats', 'too-few-seats'],
  ['seed-expired', 'forgotten'],
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
   * `not-yet`: a block is missing. `too-few-seats`: no committee can ever be
   * drawn. `forgotten`: nobody drew while the chain knew the hash it takes.
   */
  readonly obstacle: 'not-yet' | 'too-few-seats' | 'forgotten' | undefined
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
