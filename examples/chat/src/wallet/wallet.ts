import type { Account, Chain, Client, Transport } from 'viem'

/** Who signs: a viem client with an account, and how people call it. */
export type Wallet = {
  readonly name: string
  readonly client: Client<Transport, Chain, Account>
  /**
   * Makes the wallet fit to sign for the network: on its chain, with money
   * where the network gives it away. Errors: those of a wallet, and
   * what the wallet says.
   */
  readonly prepare: () => Promise<void>
}
