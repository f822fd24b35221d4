import { connectionFailure } from '@aichain/base'
import { ModelHubUnreachableError } from '../../errors/hub.js'
import type { HubRepository } from './hub-repository.js'

/** The error for a connection to the hub that failed. */
export function unreachableHub(
  { address, repository }: Pick<HubRepository, 'address' | 'repository'>,
  cause: unknown,
): ModelHubUnreachableError {
  const { reason } = connectionFailure(cause, address.url)
  return new ModelHubUnreachableError({
    hub: address.url,
    repository,
    reason,
    cause,
  })
}
