import type { Preset } from '../parameters/presets.js'

/** Gas of one settlement in a batch, without adding the task: snapshots/Lane1Batch.json, rounded down. */
export function settlementGas(size: number): number {
  return 35_000 + 15_500 * size
}

/** Gas of a whole task in the court: snapshots/Lane2.json, rounded up. */
export function courtGas(size: number): number {
  return 116_000 + 109_500 * size
}

/** Gas of a draw with its commit, which is all of a copier's: snapshots/Consensus.json, rounded down. */
export const COPY_GAS = 110_000

/** Seconds from a lie until the first appeal has put its tellers out, with nodes that appeal by themselves. */
export function reactionTime({ parameters, world }: Preset): number {
  const { seedDelay, beaconPeriod } = parameters
  return 4 * world.blockTime + seedDelay + beaconPeriod + world.modelTime
}

/** How many lies a full chain takes until then: all were asked for and voted on before. */
export function liesAtOnce(preset: Preset, size: number): number {
  const gas = reactionTime(preset) * preset.world.gasPerSecond
  return Math.floor(gas / settlementGas(size))
}
