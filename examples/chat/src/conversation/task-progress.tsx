import { Elapsed } from '../interface/elapsed.js'
import { CommitteeView } from './committee-view.js'
import { sentenceOf, stepsOf } from './progress.js'
import type { Turn } from './turn.js'

/** A task under way: what happens now, who has voted, how far it is. */
export function TaskProgress({ turn }: { turn: Turn }) {
  return (
    <div class="progress">
      <p class="progress-sentence">
        <span>{sentenceOf(turn)}</span>
        <Elapsed since={turn.askedAt} />
      </p>
      <CommitteeView size={turn.committee} votes={turn.votes} />
      <ol class="steps" aria-label="Steps">
        {stepsOf(turn).map((step) => (
          <li
            key={step.stage}
            class={`step ${step.state}`}
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            <span class="step-bar" aria-hidden="true">
              <span style={{ transform: `scaleX(${step.share})` }} />
            </span>
            <span class="step-label">
              {step.label}{' '}
              {step.count && <span class="step-count">{step.count}</span>}
              <span class="visually-hidden">{stepWords[step.state]}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

const stepWords = { done: ', done', now: ', in progress', later: '' } as const
