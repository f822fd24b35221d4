import type { Receipt } from '@aichain/sdk/core'
import { ether } from '../format/ether.js'

/** Where the fee went, and what was taken from whom. */
export function MoneyList({ receipt }: { receipt: Receipt }) {
  const { paid, slashed, kept } = moneyOf(receipt)
  return (
    <dl class="facts">
      <Amount name="Fee you paid" wei={BigInt(receipt.fee)} />
      <Amount name="To the nodes that agreed" wei={paid} />
      <Amount name="To the treasury" wei={kept} />
      <Amount name="Slashed from the others" wei={slashed} />
    </dl>
  )
}

function Amount({ name, wei }: { name: string; wei: bigint }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="number">{ether(wei)}</dd>
    </div>
  )
}

/** Sums of a receipt, in wei; `kept` is what does not divide. */
export function moneyOf(receipt: Receipt) {
  const sum = (of: 'earned' | 'slashed') =>
    receipt.members.reduce((total, member) => total + BigInt(member[of]), 0n)
  const paid = sum('earned')
  return { paid, slashed: sum('slashed'), kept: BigInt(receipt.fee) - paid }
}
