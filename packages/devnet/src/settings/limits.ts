/** What a devnet can be asked for. */
export const limits = {
  /** Each holds a model in memory; a model needs the three that the contract draws at least. */
  nodes: { least: 3, most: 50 },
  committee: { least: 3, most: 15 },
  models: { least: 1, most: 16 },
  faults: { least: 0, most: 50 },
  /** Seconds. */
  blockTime: { least: 0.1, most: 60 },
  port: { least: 0, most: 65_535 },
} as const
