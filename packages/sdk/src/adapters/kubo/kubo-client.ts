import type { KuboRPCClient } from 'kubo-rpc-client'

/** What of `kubo-rpc-client` the content store uses. */
export type KuboClient = Pick<
  KuboRPCClient,
  'addAll' | 'block' | 'cat' | 'dag' | 'pin'
>
