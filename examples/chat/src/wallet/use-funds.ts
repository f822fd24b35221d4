import type { Address } from '@aichain/sdk'
import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../network/session.js'

/** What an account has, in wei: itself, and waiting in the contract. */
export type Funds = { readonly balance: bigint; readonly credit: bigint }

/** How often the funds are looked at, in milliseconds. */
const interval = 2_000

/**
 * The funds of `account`, read now, every two seconds, and whenever `occasion`
 * changes; `undefined` until they are known.
 */
export function useFunds(
  { chain }: Session,
  account: Address | undefined,
  occasion: unknown,
): Funds | undefined {
  const [funds, setFunds] = useState<Funds>()
  useEffect(() => {
    if (account === undefined) return setFunds(undefined)
    const controller = new AbortController()
    const { signal } = controller
    const read = async () => {
      const [balance, credit] = await Promise.all([
        chain.getBalance(account, { signal }),
        chain.getCredit(account, { signal }),
      ])
      setFunds({ balance, credit })
    }
    // A chain that does not answer shows the funds it last told.
    const look = () => void read().catch(() => undefined)
    look()
    const timer = setInterval(look, interval)
    return () => {
      clearInterval(timer)
      controller.abort()
    }
  }, [chain, account, occasion])
  return funds
}
