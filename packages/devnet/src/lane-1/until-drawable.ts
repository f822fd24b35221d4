import type { Chain } from '@aichain/sdk'

/** Resolves when a task that is added now can be given to every one of these seats. */
export async function untilDrawable(
  chain: Chain,
  seats: readonly number[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const records = await Promise.all(seats.map((seat) => chain.getSeat(seat)))
  const last = Math.max(...records.map((record) => record?.from ?? 0))
  const { number: fromBlock } = await chain.getHead()
  for await (const update of chain.watch({ fromBlock, signal })) {
    if (update.type === 'blocks' && update.head.timestamp > last) return
  }
}
