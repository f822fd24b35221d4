import type { Failure } from './failure.js'

/** A failure in a few lines, read aloud as soon as it is there. */
export function FailureText({ failure }: { failure: Failure }) {
  return (
    <p class="failure-text" role="alert">
      <strong>{failure.happened}</strong> {failure.remedy}{' '}
      <code>{failure.code}</code>
    </p>
  )
}
