import { createClient, custom, type Hex, isHex, parseEther } from 'viem'
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { readStored, writeStored } from '../interface/stored.js'
import type { Session } from '../network/session.js'
import type { Wallet } from './wallet.js'

/** What people call it. */
export const burnerName = 'Key in this browser'

const key = 'aichain.burner'
const pocketMoney = parseEther('10')
const tooLittle = parseEther('1')

/**
 * A key that is made in this browser and kept in it, for a devnet, where money
 * is worth nothing. The devnet's faucet fills it up when it runs low.
 */
export async function openBurner(
  session: Session,
  faucet: Hex,
): Promise<Wallet> {
  // Only a devnet needs a signer in the page; others do not load it.
  const { generatePrivateKey, privateKeyToAccount } = await import(
    'viem/accounts'
  )
  const privateKey = storedKey() ?? generatePrivateKey()
  writeStored(key, privateKey)
  const open = (account: Hex) =>
    createClient({
      account: privateKeyToAccount(account),
      chain: session.client.chain,
      transport: custom(session.client),
    })
  const client = open(privateKey)
  const { address: to } = client.account
  let filling: Promise<void> | undefined
  const fillUp = async () => {
    if ((await session.chain.getBalance(to)) > tooLittle) return
    const hash = await sendTransaction(open(faucet), { to, value: pocketMoney })
    await waitForTransactionReceipt(client, { hash, timeout: 30_000 })
  }
  // Asked for twice at once, it is filled once.
  const prepare = () => {
    filling ??= fillUp().finally(() => {
      filling = undefined
    })
    return filling
  }
  return { name: burnerName, client, prepare }
}

function storedKey(): Hex | undefined {
  const stored = readStored(key)
  return isHex(stored) && stored.length === 66 ? stored : undefined
}
