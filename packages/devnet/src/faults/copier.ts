import type { Chain, Digest, TaskId } from '@aichain/sdk'
import { phasesOf } from '@aichain/sdk/core'

/**
 * A chain through which a node commits to what it saw another member commit.
 *
 * The contract accepts the commitment, because nobody can see what is in it;
 * but it is bound to the other's seat, so that it can never be opened.
 */
export function copier(chain: Chain): Chain {
  return {
    ...chain,
    commit: async (parameters, options = {}) => {
      const { task, member } = parameters
      const seen = await firstCommitment(chain, task, member, options.signal)
      return chain.commit(
        { ...parameters, commitment: seen ?? parameters.commitment },
        options,
      )
    },
  }
}

/** `undefined` when the window closes before anybody else has committed. */
async function firstCommitment(
  chain: Chain,
  task: TaskId,
  copying: number,
  signal: AbortSignal | undefined,
): Promise<Digest | undefined> {
  const record = await chain.getTask(task, { signal })
  if (record?.addedIn === undefined) return undefined
  const { commitEnd } = phasesOf(record, await chain.getParameters({ signal }))
  const updates = chain.watch({ fromBlock: record.addedIn, signal })
  for await (const update of updates) {
    if (update.type === 'reorganized') continue
    for (const event of update.events) {
      if (event.type !== 'vote-committed' || event.task !== task) continue
      if (event.member !== copying) return event.commitment
    }
    if (update.head.timestamp >= commitEnd) return undefined
  }
  return undefined
}
