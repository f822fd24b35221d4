import type { Devnet } from '@aichain/devnet'
import { promptCounter } from '@aichain/inference/tokens'
import {
  type Answer,
  ConsensusReader,
  type Receipt,
  type ReceiptMember,
  TaskClient,
  type TaskId,
  type TaskRequest,
  type TaskUpdate,
} from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { viemChain } from '@aichain/sdk/viem'

export const question = 'What is the capital of France?'

/**
 * Windows that only end when somebody never votes, on a machine that other tests
 * keep busy.
 */
export const patientWindows = { commitWindow: 240, revealWindow: 240 }

/** The contracts, as the network's first account uses them. */
export function chainOf(devnet: Devnet) {
  const client = devnet.client()
  const wallet = devnet.wallet()
  const { deployment } = devnet
  return viemChain({ client, wallet, deployment })
}

/** A client of the network's first account. */
export function taskClient(devnet: Devnet): TaskClient {
  return new TaskClient({
    chain: chainOf(devnet),
    content: kuboContentStore({ url: devnet.ipfs.rpcUrl }),
    countTokens: promptCounter,
  })
}

/** What the chain tells of a task now: votes come in after the answer, too. */
export function receiptOf(devnet: Devnet, task: TaskId): Promise<Receipt> {
  return new ConsensusReader({ chain: chainOf(devnet) }).receipt(task)
}

/** The votes of a task, by what the members' nodes were told to be. */
export async function votesOf(
  devnet: Devnet,
  { task }: Pick<Answer, 'task'>,
): Promise<Record<string, readonly ReceiptMember[]>> {
  return votesByFault(devnet, await receiptOf(devnet, task))
}

/** Asks for the capital of France, in few tokens. */
export function ask(
  devnet: Devnet,
  onProgress?: (update: TaskUpdate) => void,
  request: Partial<TaskRequest> = {},
): Promise<Answer> {
  return taskClient(devnet).ask(
    {
      model: devnet.model,
      messages: [{ role: 'user', content: question }],
      committeeSize: devnet.committee,
      maxNewTokens: 12,
      ...request,
    },
    { onProgress },
  )
}

function votesByFault(
  devnet: Devnet,
  receipt: Receipt,
): Record<string, readonly ReceiptMember[]> {
  const votes: Record<string, ReceiptMember[]> = {}
  for (const member of receipt.members) {
    const node = devnet.nodes.find(({ seat }) => seat === member.seat)
    const kind = node?.fault ?? 'honest'
    votes[kind] = [...(votes[kind] ?? []), member]
  }
  return votes
}
