import type { Address } from '@aichain/sdk'
import type { Chain, Client, Transport } from 'viem'
import { getCode } from 'viem/actions'

/** Whether there is a contract at the address: a chain that lost its state has none. */
export async function hasCode(
  client: Client<Transport, Chain>,
  address: Address,
): Promise<boolean> {
  const code = await getCode(client, { address })
  return code !== undefined && code !== '0x'
}
