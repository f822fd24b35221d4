import type { TaskUpdate } from '@aichain/sdk'

/** The steps from a question to its checked answer. */
export const taskStages = [
  'send',
  'post',
  'draw',
  'commit',
  'reveal',
  'check',
] as const

export type TaskStage = (typeof taskStages)[number]

/** Splits the life of a task into stages. */
export type Stopwatch = {
  readonly lap: (update: Pick<TaskUpdate, 'type'>) => void
  /** Milliseconds of each stage, in order, and of all together. */
  readonly stages: () => Readonly<Record<TaskStage | 'total', number>>
}

/** Which stage an update ends; the last one of a kind counts. */
const ends: Partial<Readonly<Record<TaskUpdate['type'], TaskStage>>> = {
  'transaction-sent': 'send',
  posted: 'post',
  'committee-drawn': 'draw',
  'vote-committed': 'commit',
  decided: 'reveal',
  answer: 'check',
}

/** Starts to measure. */
export function stopwatch(
  now: () => number = () => performance.now(),
): Stopwatch {
  const started = now()
  const ended = new Map<TaskStage, number>()
  return {
    lap: ({ type }) => {
      const stage = ends[type]
      if (stage !== undefined) ended.set(stage, now())
    },
    stages: () => {
      let previous = started
      const entries = taskStages.map((stage) => {
        // A stage that was never seen took no time of its own.
        const end = Math.max(previous, ended.get(stage) ?? previous)
        const milliseconds = Math.round(end - previous)
        previous = end
        return [stage, milliseconds] as const
      })
      const total = Math.round(previous - started)
      return Object.fromEntries([...entries, ['total', total]]) as Record<
        TaskStage | 'total',
        number
      >
    },
  }
}
