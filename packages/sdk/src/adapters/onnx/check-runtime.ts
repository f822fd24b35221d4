import type { RuntimePin } from '../../core/manifest.js'
import { RuntimeMismatchError } from '../../errors/inference.js'

/** Refuses a manifest that pins another runtime, naming the first field that differs. */
export function checkRuntime(pinned: RuntimePin, actual: RuntimePin): void {
  for (const field of Object.keys(actual) as (keyof RuntimePin)[]) {
    if (pinned[field] === actual[field]) continue
    throw new RuntimeMismatchError({
      field,
      pinned: pinned[field],
      actual: actual[field],
    })
  }
}
