import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'

/** Where this runner stands in a task. */
export type Membership = {
  readonly task: TaskRecord
  readonly committee: readonly CommitteeMember[]
  readonly member: CommitteeMember
}
