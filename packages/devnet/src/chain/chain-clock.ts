import type { Client, Transport } from 'viem'

/** Seconds since 1970 by the machine's clock. */
export function machineTime(): number {
  return Math.floor(Date.now() / 1_000)
}

/** Sets the chain's clock, which goes on from there, and makes a block then. */
export async function setChainTime(
  client: Client<Transport>,
  seconds: number,
): Promise<void> {
  const request = client.request as AnvilRequest
  await request({ method: 'evm_setTime', params: [seconds] })
  await request({ method: 'evm_mine' })
}

/** viem does not list anvil's own methods. */
type AnvilRequest = (call: {
  readonly method: 'evm_setTime' | 'evm_mine'
  readonly params?: readonly number[]
}) => Promise<unknown>
