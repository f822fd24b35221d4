import { http, type Transport } from 'viem'

/**
 * HTTP to anvil that has a block made for each transaction it sends, so that
 * setting a network up does not wait for the clock.
 */
export function miningTransport(url: string): Transport {
  const inner = http(url, { retryCount: 0 })
  return (parameters) => {
    const transport = inner(parameters)
    return {
      ...transport,
      request: async (call) => {
        const result = await transport.request(call)
        if (call.method === 'eth_sendRawTransaction') {
          await transport.request({ method: 'evm_mine' })
        }
        // Passed on as it came: the type is the caller's business.
        return result as never
      },
    }
  }
}
