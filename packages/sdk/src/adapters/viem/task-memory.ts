import type { CommitteeWord } from '../../core/task/committee-word.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { TaskId, Terms } from '../../core/task/task.js'

/**
 * What events told of tasks and the contract does not keep: their terms, and the
 * committees that decided them. Terms are what a task's id binds, so that they
 * are right for ever; a committee can change where the chain turns, and the
 * contract refuses one that did.
 */
export type TaskMemory = {
  readonly note: (events: readonly ProtocolEvent[]) => void
  readonly terms: (task: TaskId) => Terms | undefined
  readonly committee: (task: TaskId) => CommitteeWord | undefined
  readonly forgetCommittee: (task: TaskId) => void
}

/** Tasks of a busy day; those told longest ago are forgotten first. */
const MAXIMUM_TASKS = 4096

/** A memory that starts empty. */
export function taskMemory(): TaskMemory {
  const terms = boundedMap<TaskId, Terms>()
  const committees = boundedMap<TaskId, CommitteeWord>()
  return {
    note: (events) => {
      for (const event of events)
        if (event.type === 'task-added') {
          const { requester, order } = event
          terms.set(event.task, { requester, order })
        } else if (event.type === 'task-decided')
          committees.set(event.task, event.committee)
    },
    terms: terms.get,
    committee: committees.get,
    forgetCommittee: committees.forget,
  }
}

function boundedMap<Key, Value>() {
  const map = new Map<Key, Value>()
  return {
    get: (key: Key) => map.get(key),
    set: (key: Key, value: Value) => {
      // Written last, so that it is forgotten last.
      map.delete(key)
      map.set(key, value)
      for (const oldest of map.keys()) {
        if (map.size <= MAXIMUM_TASKS) break
        map.delete(oldest)
      }
    },
    forget: (key: Key) => {
      map.delete(key)
    },
  }
}
