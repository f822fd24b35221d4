import type { RuntimePin } from '../../../document/manifest.js'
import { RuntimeMismatchError } from '../../../errors/inference.js'

/** Refuses a manifest that pins another runtime, naming the first field that differs. */
export function checkRuntime(pinned: RuntimePin, actual: RuntimePin): void {
  const demanded: Readonly<Record<string, string | number>> = pinned
  for (const [field, value] of Object.entries(actual)) {
    if (demanded[field] === value) continue
    throw new RuntimeMismatchError({
      field,
      pinned: demanded[field] ?? 'nothing',
      actual: value,
    })
  }
}
