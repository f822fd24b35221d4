import { countVotes, type Stage, stages, type Turn } from './turn.js'

/** One step of the bar that shows how far a task is. */
export type Step = {
  readonly stage: Stage
  readonly label: string
  /** Such as `3 of 5`, where there is something to count. */
  readonly count?: string
  readonly state: 'done' | 'now' | 'later'
  /** How much of the step is done, from 0 to 1. */
  readonly share: number
}

const labels: Readonly<Record<Stage, string>> = {
  posted: 'Posted',
  committee: 'Drawn',
  sealed: 'Sealed',
  opened: 'Opened',
  agreed: 'Agreed',
}

/** The five steps of `turn`, as far as the chain has told of them. */
export function stepsOf(turn: Turn): readonly Step[] {
  const current = currentStage(turn)
  const { sealed, opened } = countVotes(turn)
  const counts = new Map<Stage, [count: number, of: number]>([
    ['sealed', [sealed, turn.committee]],
    // Only what was sealed can be opened.
    ['opened', [opened, turn.times.sealed ? turn.committee : sealed]],
  ])
  return stages.map((stage): Step => {
    const state = stateOf(stage, current)
    const [count, of] = counts.get(stage) ?? [0, 1]
    const isCounted = counts.has(stage) && state !== 'later'
    return {
      stage,
      label: labels[stage],
      state,
      ...(isCounted ? { count: `${count} of ${of}` } : {}),
      share:
        state === 'now' ? count / Math.max(of, 1) : Number(state === 'done'),
    }
  })
}

/** What is happening now, in one sentence. */
export function sentenceOf(turn: Turn): string {
  const { sealed, opened } = countVotes(turn)
  const size = turn.committee
  switch (currentStage(turn)) {
    case 'sealed':
      return `${sealed} of ${size} nodes have sealed an answer`
    case 'opened':
      return `${opened} of ${sealed} nodes have opened their answer`
    default:
      return stageSentence(turn)
  }
}

/** The same without the counting, for those who hear it. */
export function stageSentence(turn: Turn): string {
  switch (currentStage(turn)) {
    case 'posted':
      return postingSentence(turn)
    case 'committee':
      return `In block ${turn.blockNumber}. Chance draws the committee next`
    case 'sealed':
      return 'The committee is drawn. Its nodes think, and seal their answers'
    case 'opened':
      return 'Sealing is over. The nodes open their answers'
    case 'agreed':
      return 'The answers are open. The contract counts them'
    case undefined:
      return 'Agreed. Fetching the answer, to hash it here'
  }
}

function postingSentence({ prompt, transaction }: Turn): string {
  if (transaction !== undefined) return 'Sent. Waiting for a block'
  if (prompt !== undefined) return 'Posting the task. Your wallet signs it'
  return 'Looking whether the question can be answered'
}

/** The first stage that is not complete; `undefined` when all are. */
function currentStage(turn: Turn): Stage | undefined {
  const reached = stages.findLastIndex(
    (stage) => turn.times[stage] !== undefined,
  )
  // Nobody waits for those who never sealed.
  const isOpening = countVotes(turn).opened > 0
  const next = isOpening
    ? Math.max(reached + 1, stages.indexOf('opened'))
    : reached + 1
  return stages[next]
}

function stateOf(stage: Stage, current: Stage | undefined): Step['state'] {
  if (current === undefined) return 'done'
  const distance = stages.indexOf(stage) - stages.indexOf(current)
  if (distance === 0) return 'now'
  return distance < 0 ? 'done' : 'later'
}
