import { useEffect, useState } from 'preact/hooks'
import { getBlock } from 'viem/actions'
import { type Failure, failureOf } from '../conversation/failure.js'
import type { Session } from './session.js'

/** The chain's name, or why it is not known, with a way to ask again. */
export type ChainName =
  | { readonly type: 'asking' }
  | { readonly type: 'known'; readonly name: string }
  | {
      readonly type: 'unknown'
      readonly failure: Failure
      readonly retry: () => void
    }

/**
 * A name that no other chain has: a devnet that starts again has the same chain
 * id and the same contract addresses, but not the same blocks.
 */
export function useChainName({ client, chain, network }: Session): ChainName {
  const [state, setState] = useState<ChainName>({ type: 'asking' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isLeft = false
    const tell = (next: ChainName) => {
      if (!isLeft) setState(next)
    }
    const { consensus, fromBlock } = network.deployment
    setState({ type: 'asking' })
    // First through the SDK, which knows a wrong chain and absent contracts.
    chain
      .getParameters()
      .then(() => getBlock(client, { blockNumber: fromBlock }))
      .then(({ hash }) => tell({ type: 'known', name: `${hash}:${consensus}` }))
      .catch((error) =>
        tell({
          type: 'unknown',
          failure: failureOf(error),
          retry: () => setAttempt(attempt + 1),
        }),
      )
    return () => {
      isLeft = true
    }
  }, [client, chain, network, attempt])
  return state
}
