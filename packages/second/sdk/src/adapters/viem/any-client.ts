import type { Account, Chain, Client, Transport } from 'viem'

/** A viem client with any transport, chain and actions; an account where it signs. */
export type AnyClient = Client<
  Transport,
  Chain | undefined,
  Account | undefined
>
