/**
 * What a node may do wrong:
 *
 * - `liar` computes the answer, then publishes and votes for another one. Liars
 *   tell the same lie, so that they are as strong as a cartel is.
 * - `copier` computes nothing and repeats the first commitment it sees.
 * - `silent` never votes.
 * - `slow` votes correctly, but late.
 * - `crash` is killed as soon as its commitment is in a block, and comes back
 *   on the same journal.
 */
export type Fault = 'liar' | 'copier' | 'silent' | 'slow' | 'crash'

/** How many nodes have each fault. */
export type FaultCounts = Partial<Readonly<Record<Fault, number>>>

/** Every fault, in the order in which they are dealt to the nodes. */
export const faults: readonly Fault[] = [
  'liar',
  'copier',
  'silent',
  'slow',
  'crash',
]

export function isFault(value: string): value is Fault {
  return (faults as readonly string[]).includes(value)
}

/** Nodes asked for by these counts. */
export function faultyNodes(counts: FaultCounts): number {
  return faults.reduce((sum, fault) => sum + (counts[fault] ?? 0), 0)
}

/** One entry per node: the last ones are faulty, the first ones are not. */
export function dealFaults(
  nodes: number,
  counts: FaultCounts,
): readonly (Fault | undefined)[] {
  const dealt = faults.flatMap((fault) =>
    Array<Fault>(counts[fault] ?? 0).fill(fault),
  )
  const honest = Array<undefined>(nodes - dealt.length).fill(undefined)
  return [...honest, ...dealt]
}
