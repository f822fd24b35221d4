import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { TaskId } from '../../../core/task/task.js'
import type { RunnerContext } from '../context/runner-context.js'
import { tendTask } from './tend-task.js'
import { type TaskFacts, type TendedTask, tendedTask } from './tended-task.js'

/** The tasks that a node looks after. */
export type TaskBook = {
  /** Takes a task up; does nothing if it is looked after already. */
  readonly track: (task: TaskFacts) => void
  /** Tells whoever looks after the event's task; takes up those of the node's own list. */
  readonly apply: (event: ProtocolEvent) => void
  /** A new block is there, and with it perhaps a deadline. */
  readonly applyBlock: () => void
  /** Blocks were replaced: nothing that the chain told is certain any more. */
  readonly reconsider: () => void
  readonly open: () => readonly TendedTask[]
  /** Resolves once nothing is looked after any more. */
  readonly whenEmpty: () => Promise<void>
}

type Entry = {
  readonly tended: TendedTask
  readonly tending: Promise<void>
}

/** An empty book. */
export function taskBook(context: RunnerContext): TaskBook {
  const tasks = new Map<TaskId, Entry>()

  const track: TaskBook['track'] = (task) => {
    if (tasks.has(task.id) || context.intake.aborted) return
    const tended = tendedTask(task, context.clock)
    const tending = tendTask(context, tended).finally(() => {
      tasks.delete(task.id)
    })
    tasks.set(task.id, { tended, tending })
    context.inBackground(tending)
  }

  return {
    track,
    apply: (event) => {
      if (event.type === 'round-posted') ringAwaiting(tasks, event.round)
      if (!('task' in event)) return
      ringQuestioned(tasks, event.task)
      const tended = tasks.get(event.task)?.tended
      if (event.type === 'committee-drawn' && tended) tended.isDrawn = true
      if (tended) tended.bell.ring()
      else if (isServed(context, event)) track(factsOf(event))
    },
    applyBlock: () => {
      const now = context.time.now()
      for (const { tended } of tasks.values()) {
        const { awaitsBlock, until = Number.POSITIVE_INFINITY } = tended
        if (awaitsBlock || now >= until) tended.bell.ring()
      }
    },
    reconsider: () => {
      for (const { tended } of tasks.values()) {
        tended.isDrawn = false
        tended.dueSince.clear()
        tended.bell.ring()
      }
    },
    open: () => [...tasks.values()].map(({ tended }) => tended),
    whenEmpty: async () => {
      while (tasks.size > 0) {
        await Promise.all([...tasks.values()].map(({ tending }) => tending))
      }
    },
  }
}

type TaskAdded = Extract<ProtocolEvent, { readonly type: 'task-added' }>

/** A list names model, author and part: what does not fit the manifest is of another list. */
function isServed(
  { list }: RunnerContext,
  event: ProtocolEvent,
): event is TaskAdded {
  return event.type === 'task-added' && event.list === list.id
}

function factsOf({
  task,
  order,
  blockNumber,
  blockHash,
}: TaskAdded): TaskFacts {
  const { model, prompt } = order
  return { id: task, model, prompt, addedIn: blockNumber, blockHash }
}

/** An appeal is a task of its own, and what it asks about waits for its end. */
function ringQuestioned(tasks: ReadonlyMap<TaskId, Entry>, appeal: TaskId) {
  for (const { tended } of tasks.values()) {
    if (tended.awaitsAppeal === appeal) tended.bell.ring()
  }
}

function ringAwaiting(tasks: ReadonlyMap<TaskId, Entry>, round: number): void {
  for (const { tended } of tasks.values()) {
    if (tended.awaitsRound === round) tended.bell.ring()
  }
}
