import type { Devnet } from '@aichain/devnet'
import { promptCounter } from '@aichain/inference/tokens'
import {
  type Answer,
  type ReceiptMember,
  TaskClient,
  type TaskUpdate,
} from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { viemChain } from '@aichain/sdk/viem'

export const question = 'What is the capital of France?'

/** A client of the network's first account. */
export function taskClient(devnet: Devnet): TaskClient {
  const client = devnet.client()
  const wallet = devnet.wallet()
  const { deployment } = devnet
  return new TaskClient({
    chain: viemChain({ client, wallet, deployment }),
    content: kuboContentStore({ url: devnet.ipfs.rpcUrl }),
    countTokens: promptCounter,
  })
}

/** Asks for the capital of France, in few tokens. */
export function ask(
  devnet: Devnet,
  onProgress?: (update: TaskUpdate) => void,
): Promise<Answer> {
  return taskClient(devnet).ask(
    {
      model: devnet.model,
      messages: [{ role: 'user', content: question }],
      committeeSize: devnet.committee,
      fee: 10n ** 15n,
      maxNewTokens: 12,
    },
    { onProgress },
  )
}

/** The members' votes, by what their nodes were told to be. */
export function votesByFault(
  devnet: Devnet,
  { receipt }: Answer,
): Record<string, readonly ReceiptMember[]> {
  const votes: Record<string, ReceiptMember[]> = {}
  for (const member of receipt.members) {
    const node = devnet.nodes.find(({ seat }) => seat === member.seat)
    const kind = node?.fault ?? 'honest'
    votes[kind] = [...(votes[kind] ?? []), member]
  }
  return votes
}
