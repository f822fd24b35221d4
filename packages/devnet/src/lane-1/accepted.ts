import { strict as assert } from 'node:assert'
import type { Result } from '@aichain/sdk/core'

/** What the core accepted; throws with its reason what it refused. */
export function accepted<T>(result: Result<T>): T {
  assert(result.ok, result.ok ? undefined : result.reason)
  return result.value
}
