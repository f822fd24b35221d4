import { TaskClient } from '@aichain/sdk'
import { viemChain } from '@aichain/sdk/viem'
import type { Session } from '../network/session.js'
import type { Wallet } from '../wallet/wallet.js'

/** A task client that signs with `wallet`. */
export function openTasks(session: Session, wallet: Wallet): TaskClient {
  const { client, content, network } = session
  const { deployment } = network
  const chain = viemChain({ client, wallet: wallet.client, deployment })
  return new TaskClient({ chain, content })
}
