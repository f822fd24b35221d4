/** What the money of an overturned decision depends on. Amounts in wei. */
export type OverturnParameters = {
  /** What the seat of each first winner has. */
  readonly balances: readonly bigint[]
  readonly bond: bigint
  /** Seats that were slashed for the output now found right. */
  readonly wronged: number
  /** What a wrong vote costs: a share of the bond. */
  readonly hardSlash: bigint
  /** What the appellant paid. */
  readonly appealFee: bigint
}

/** Who pays and who is paid when a decision is overturned. Amounts in wei. */
export type Overturn = {
  /** Taken from each first winner: its bond, at most what it has. */
  readonly slashed: readonly bigint[]
  /** Given back to each wronged seat, in the order of the members: what a wrong vote costs, or nothing. */
  readonly repaid: readonly bigint[]
  /** Credited to the appellant. */
  readonly reward: bigint
  readonly sink: bigint
}

/**
 * What happens to the money when an appeal decides otherwise. Mirrors the
 * contract: the first winners lose their bonds; of that, each seat that was
 * slashed for the right output gets back what it cost, one after another while
 * there is enough; the appellant gets its fee and as much again, or what is
 * left; the sink gets the rest.
 *
 * @example
 * ```ts
 * import { overturn } from '@aichain/sdk/core'
 *
 * overturn({
 *   balances: [1200n, 1000n, 300n],
 *   bond: 1000n,
 *   wronged: 1,
 *   hardSlash: 100n,
 *   appealFee: 150n,
 * })
 * // { slashed: [1000n, 1000n, 300n], repaid: [100n], reward: 300n, sink: 1900n }
 * ```
 */
export function overturn(parameters: OverturnParameters): Overturn {
  const { balances, bond, wronged, hardSlash, appealFee } = parameters
  const slashed = balances.map((balance) => least(balance, bond))
  let rest = slashed.reduce((sum, amount) => sum + amount, 0n)
  const repaid = Array.from({ length: wronged }, () => {
    const amount = rest < hardSlash ? 0n : hardSlash
    rest -= amount
    return amount
  })
  const reward = least(rest, 2n * appealFee)
  return { slashed, repaid, reward, sink: rest - reward }
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
