import type { Fetch, StoreAddress } from '@aichain/base'

/** A repository on a hub, and how to ask for it. */
export type HubRepository = {
  /** Address of the hub; its headers hold the credentials. */
  readonly address: StoreAddress
  /** `owner/name`. */
  readonly repository: string
  readonly revision: string
  readonly fetch: Fetch
}
