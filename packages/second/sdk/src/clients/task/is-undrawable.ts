import type { Draw } from '../reader/history.js'

/** Whether no committee can ever be drawn, so that an open task may be cancelled at once. */
export function isUndrawable({ obstacle }: Draw): boolean {
  return obstacle === 'too-few-seats' || obstacle === 'forgotten'
}
