import type { KuboRPCClient } from 'kubo-rpc-client'

/** The part of `kubo-rpc-client` that the content store uses. */
export type KuboClient = Pick<
  KuboRPCClient,
  'addAll' | 'block' | 'cat' | 'dag' | 'pin'
>
