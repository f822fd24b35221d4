import { type Address, type Chain, type Hex, TaskClient } from '@aichain/sdk'
import { viemChain } from '@aichain/sdk/viem'
import { createClient, custom } from 'viem'
import type { Session } from '../network/session.js'
import type { Wallet } from '../wallet/wallet.js'

/**
 * A task client that signs with `wallet`.
 *
 * @param onSent - Told when the wallet has sent a task, before it is in a block.
 */
export function openTasks(
  session: Session,
  wallet: Wallet,
  onSent: (transaction: Hex) => void,
): TaskClient {
  const { client, content, network } = session
  const { deployment } = network
  const chain = viemChain({ client, wallet: wallet.client, deployment })
  return new TaskClient({ chain: tellingSent(chain, onSent), content })
}

/** A task client that can only follow tasks of `account`. */
export function openTasksToFollow(
  session: Session,
  account: Address,
): TaskClient {
  const { client, content, network } = session
  const transport = custom(client)
  const wallet = createClient({ account, chain: client.chain, transport })
  const { deployment } = network
  return new TaskClient({
    chain: viemChain({ client, wallet, deployment }),
    content,
  })
}

function tellingSent(chain: Chain, onSent: (hash: Hex) => void): Chain {
  return {
    ...chain,
    addTask: (parameters, options = {}) =>
      chain.addTask(parameters, {
        ...options,
        onProgress: (event) => {
          options.onProgress?.(event)
          onSent(event.hash)
        },
      }),
  }
}
