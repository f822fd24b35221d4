import { type Receipt, splitRewards } from '@aichain/sdk/core'
import { ether } from '../format/ether.js'
import { feePaid } from './fee-paid.js'

/** Where the fee went, and what was taken from whom. */
export function MoneyList({ receipt }: { receipt: Receipt }) {
  const { fee, paid, tip, unearned, slashed, authorPart, cut } =
    moneyOf(receipt)
  return (
    <dl class="facts">
      <Amount name="Fee you paid" wei={fee} />
      <Amount name="To the nodes that agreed" wei={paid} />
      {authorPart > 0n && (
        <Amount name="Of that, to the model’s author" wei={authorPart} />
      )}
      <Amount name="Of that, to the treasury" wei={cut} />
      {tip > 0n && <Amount name="To whoever brought the round" wei={tip} />}
      <Amount name="Earned by nobody" wei={unearned} />
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

/** Sums of a receipt, in wei. Author and treasury get theirs when a node claims. */
function moneyOf(receipt: Receipt) {
  const { order, parameters, members } = receipt
  const sum = (of: 'earned' | 'slashed') =>
    members.reduce((total, member) => total + BigInt(member[of]), 0n)
  const [fee, paid, tip] = [
    feePaid(receipt),
    sum('earned'),
    BigInt(order.roundTip),
  ]
  const { protocolFeeBps } = parameters
  const unit = BigInt(parameters.unit)
  const authorBps = order.author?.shareBps ?? 0
  return {
    fee,
    paid,
    tip,
    unearned: fee - paid - tip,
    slashed: sum('slashed'),
    ...splitRewards(paid, authorBps, { protocolFeeBps, unit }),
  }
}
