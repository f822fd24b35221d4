import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { readStored, writeStored } from '../interface/stored.js'
import type { Session } from '../network/session.js'
import { openBurner } from './burner.js'
import { type Announced, connectInjected } from './injected.js'
import { useAnnounced } from './use-announced.js'
import type { Wallet } from './wallet.js'

const key = 'aichain.wallet'
const burner = 'burner'

/** The wallets there are, the one in use, and how to change it. */
export type Wallets = {
  readonly current: Wallet | undefined
  readonly announced: readonly Announced[]
  readonly connect: (announced: Announced) => Promise<void>
  /** The key in this browser; only where a faucet fills it. */
  readonly openBurner: (() => Promise<void>) | undefined
}

type Connected = { readonly wallet: Wallet; readonly source?: Announced }

/**
 * Wallets by EIP-6963, and the key in this browser on a devnet. The choice is
 * remembered; on a devnet the key is the choice until another one is made.
 */
export function useWallets(session: Session): Wallets {
  const [connected, setConnected] = useState<Connected>()
  const announced = useAnnounced()
  const { faucet } = session.network

  const connect = useCallback(
    async (source: Announced, isSilent = false) => {
      const wallet = await connectInjected(source, session, isSilent)
      setConnected(wallet && { wallet, source })
      if (wallet !== undefined) writeStored(key, source.info.rdns)
    },
    [session],
  )
  const openDevnetKey = useCallback(async () => {
    if (faucet === undefined) return
    const wallet = await openBurner(session, faucet)
    writeStored(key, burner)
    setConnected({ wallet })
    await wallet.prepare()
  }, [session, faucet])

  useEarlierChoice(announced, connect, openDevnetKey)
  useAccountChanges(connected?.source, connect)

  return {
    current: connected?.wallet,
    announced,
    connect,
    openBurner: faucet === undefined ? undefined : openDevnetKey,
  }
}

/** Opens what was chosen on an earlier visit, as soon as it is there, once. */
function useEarlierChoice(
  announced: readonly Announced[],
  connect: (announced: Announced, isSilent: boolean) => Promise<void>,
  openDevnetKey: () => Promise<void>,
): void {
  const isDone = useRef(false)
  useEffect(() => {
    if (isDone.current) return
    const chosen = readStored(key) ?? burner
    const wallet = announced.find(({ info }) => info.rdns === chosen)
    if (wallet === undefined && chosen !== burner) return
    isDone.current = true
    const opening = wallet ? connect(wallet, true) : openDevnetKey()
    // Nobody asked for this yet: what fails is told when somebody does.
    opening.catch(() => undefined)
  }, [announced, connect, openDevnetKey])
}

/** Follows the account that the wallet's user picks, or takes back. */
function useAccountChanges(
  source: Announced | undefined,
  connect: (announced: Announced, isSilent: boolean) => Promise<void>,
): void {
  useEffect(() => {
    if (source === undefined) return
    const { provider } = source
    const follow = () => {
      connect(source, true).catch(() => undefined)
    }
    provider.on('accountsChanged', follow)
    return () => provider.removeListener('accountsChanged', follow)
  }, [source, connect])
}
