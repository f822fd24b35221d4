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
  committee: 'Committee',
  sealed: 'Sealed',
  opened: 'Opened',
  agreed: 'Agreed',
}

/** The five steps of `turn`, as far as the chain has told of them. */
export function stepsOf(turn: Turn): readonly Step[] {
  const current = currentStage(turn)
  const counts = countVotes(turn)
  return stages.map((stage): Step => {
    const state = stateOf(stage, current)
    const counted = stage === 'sealed' || stage === 'opened'
    const count = counted ? counts[stage] : 0
    return {
      stage,
      label: labels[stage],
      state,
      ...(counted && state !== 'later'
        ? { count: `${count} of ${turn.committee}` }
        : {}),
      share: state === 'done' ? 1 : count / turn.committee,
    }
  })
}

/** What is happening now, in one sentence. */
export function sentenceOf(turn: Turn): string {
  const { sealed, opened } = countVotes(turn)
  const size = turn.committee
  switch (currentStage(turn)) {
    case 'posted':
      return postingSentence(turn)
    case 'committee':
      return `In block ${turn.blockNumber}. The next block draws the committee`
    case 'sealed':
      return `Nodes are thinking: ${sealed} of ${size} have sealed an answer`
    case 'opened':
      return `No more sealing: ${opened} of ${size} have opened their answer`
    case 'agreed':
      return 'All answers are open. Counting'
    case undefined:
      return 'Agreed. Fetching the answer and hashing it here'
  }
}

function postingSentence({ prompt, transaction }: Turn): string {
  if (transaction !== undefined) return 'Sent. Waiting for a block'
  if (prompt !== undefined) return 'Posting the task: your wallet signs it'
  return 'Storing the conversation on IPFS'
}

/** The first stage that is not complete; `undefined` when all are. */
function currentStage(turn: Turn): Stage | undefined {
  const reached = stages.findLastIndex(
    (stage) => turn.times[stage] !== undefined,
  )
  const { opened } = countVotes(turn)
  if (opened > 0 && reached < stages.indexOf('sealed')) return 'opened'
  return stages[reached + 1]
}

function stateOf(stage: Stage, current: Stage | undefined): Step['state'] {
  if (current === undefined) return 'done'
  const distance = stages.indexOf(stage) - stages.indexOf(current)
  if (distance === 0) return 'now'
  return distance < 0 ? 'done' : 'later'
}
