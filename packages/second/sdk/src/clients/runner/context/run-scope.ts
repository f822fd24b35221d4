import { RunnerStoppedError } from '../../../errors/runner.js'
import { type BackgroundWork, backgroundWork } from './background-work.js'

/** How long the parts of a run live, and what they left running until then. */
export type RunScope = {
  /** Aborted when the run ends: from then on nothing is sent. */
  readonly life: AbortSignal
  /** Aborted when the run begins to stop: from then on no vote is begun. */
  readonly intake: AbortSignal
  readonly background: BackgroundWork
  readonly closeIntake: () => void
  /** Ends the run; resolves once nothing of it is at work any more. */
  readonly end: () => Promise<void>
}

/** A scope that is open. */
export function runScope(): RunScope {
  const life = new AbortController()
  const intake = new AbortController()
  const background = backgroundWork()
  const closeIntake = () => intake.abort(new RunnerStoppedError())
  return {
    life: life.signal,
    intake: intake.signal,
    background,
    closeIntake,
    end: async () => {
      closeIntake()
      life.abort(new RunnerStoppedError())
      await background.whenIdle()
    },
  }
}
