import { RequestError } from '../errors/request.js'
import type { Query } from '../http/query.js'

/**
 * Refuses options that would change the result and that this server does not
 * know how to honour: a wrong CID is worse than an error.
 */
export function refuseOptions(query: Query, options: readonly string[]): void {
  for (const option of options) {
    const value = query.text(option)
    if (value === undefined || value === 'false') continue
    throw new RequestError(`the option "${option}" is not supported here`)
  }
}
