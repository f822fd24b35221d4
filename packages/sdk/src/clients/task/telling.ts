import type { Cid } from '@aichain/base'
import { membersOf } from '../../core/encoding/bitmap.js'
import type { CommitteeMember, VotedOutput } from '../../core/task/task.js'
import type { TaskSnapshot } from './snapshot.js'
import type { TaskStep } from './update.js'

/** What was told of a task so far: the last snapshot whose steps were all told. */
export type Told = {
  /** The block that was told to hold the task. */
  readonly addedIn: bigint | undefined
  readonly members: readonly CommitteeMember[]
  readonly convened: boolean
  readonly output: Cid | undefined
}

/** Before anything was told. */
export const nothingTold: Told = {
  addedIn: undefined,
  members: [],
  convened: false,
  output: undefined,
}

/** Whether something that was told is no longer so. */
export function isContradicted(
  told: Told,
  snapshot: TaskSnapshot | undefined,
): boolean {
  if (!snapshot) return told.addedIn !== undefined
  const { record, members, obstacle } = snapshot
  const { addedIn = told.addedIn } = record
  const isMoved = told.addedIn !== undefined && told.addedIn !== addedIn
  const isReopened = told.output !== undefined && told.output !== record.output
  const isDismissed = told.convened && !record.convened
  if (isMoved || isReopened || isDismissed) return true
  if (!members) {
    // The committee of a task that nobody drew becomes unknowable, also of one
    // that was settled: no contradiction. One that is over ended after its
    // record was read.
    const isVoting = told.members.some(({ ballot }) => ballot.type !== 'none')
    return isVoting && record.state === 'open' && obstacle !== 'over'
  }
  return told.members.some((old, member) => !isLater(members[member], old))
}

/** Whether a member's vote could have become what it is now. */
function isLater(now: CommitteeMember | undefined, old: CommitteeMember) {
  if (!now || now.seat !== old.seat) return false
  const [before, after] = [old.ballot, now.ballot]
  if (before.type === 'committed' && after.type === 'committed') {
    return before.commitment === after.commitment
  }
  if (before.type === 'revealed' && after.type === 'revealed') {
    return before.output === after.output
  }
  return stages[after.type] >= stages[before.type]
}

/** How far a vote has come. */
const stages = { none: 0, committed: 1, revealed: 2, uncounted: 2 } as const

/** The steps from what was told to what is so now, in the order they happened. */
export function stepsTo(told: Told, snapshot: TaskSnapshot): TaskStep[] {
  const { record, members = [] } = snapshot
  const steps: TaskStep[] = []
  if (told.members.length === 0 && members.length > 0) {
    steps.push({ type: 'committee-drawn', members })
  }
  steps.push(...commitSteps(told, members))
  if (record.convened && !told.convened) {
    steps.push({ type: 'convened', members: membersOf(record.committed) })
  }
  steps.push(...revealSteps(told, members), ...uncountedSteps(told, members))
  if (record.output !== undefined && told.output === undefined) {
    const { output } = record
    const winners = membersOf(record.winners)
    steps.push({ type: 'decided', output, winners })
  }
  return steps
}

/** What is told once all of a snapshot's steps are. */
export function toldBy(snapshot: TaskSnapshot, before: Told): Told {
  const { record, members = before.members } = snapshot
  const { addedIn = before.addedIn, convened, output } = record
  return { addedIn, members, convened, output }
}

function commitSteps(
  told: Told,
  members: readonly CommitteeMember[],
): TaskStep[] {
  let count = told.members.filter(hasCommitted).length
  const fresh = members.filter(
    (each) => hasCommitted(each) && !hasCommitted(told.members[each.member]),
  )
  return fresh.map(({ member, seat }) => {
    count += 1
    const of = members.length
    return { type: 'vote-committed', member, seat, count, of }
  })
}

function revealSteps(
  told: Told,
  members: readonly CommitteeMember[],
): TaskStep[] {
  const of = members.filter(hasCommitted).length
  let count = told.members.filter((each) => outputOf(each)).length
  return members.flatMap((each): TaskStep[] => {
    const output = outputOf(each)
    const before = told.members[each.member]
    if (!output || (before && outputOf(before))) return []
    count += 1
    const { member, seat } = each
    return [{ type: 'vote-revealed', member, seat, output, count, of }]
  })
}

function uncountedSteps(
  told: Told,
  members: readonly CommitteeMember[],
): TaskStep[] {
  return members
    .filter(
      ({ member, ballot }) =>
        ballot.type === 'uncounted' &&
        told.members[member]?.ballot.type !== 'uncounted',
    )
    .map(({ member, seat }) => ({ type: 'vote-uncounted', member, seat }))
}

function hasCommitted(member: CommitteeMember | undefined): boolean {
  return member !== undefined && member.ballot.type !== 'none'
}

/** What a member has revealed. */
function outputOf({ ballot }: CommitteeMember): VotedOutput | undefined {
  return ballot.type === 'revealed' ? ballot.output : undefined
}
