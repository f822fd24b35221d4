import type { Cid, Digest } from '@aichain/sdk'
import { digestFromCid, encodeOutput } from '@aichain/sdk/core'
import { lie } from '../faults/liar.js'
import type { LaneOneNetwork } from './network.js'

/** Stores an answer that nobody computed, and gives its digest. */
export async function storeLie(
  { content, model }: LaneOneNetwork,
  prompt: Cid,
): Promise<Digest> {
  const output = encodeOutput({
    type: 'aichain/output/1',
    model,
    prompt,
    finishReason: 'stop',
    text: lie,
    tokens: [],
  })
  return digestFromCid(await content.put(output))
}
