/** What a devnet can be asked for. */
export const limits = {
  /** The contract draws at least three; each node holds a model in memory. */
  nodes: { least: 3, most: 50 },
  committee: { least: 3, most: 15 },
  faults: { least: 0, most: 50 },
  /** Seconds. */
  blockTime: { least: 0.1, most: 60 },
  port: { least: 0, most: 65_535 },
} as const
