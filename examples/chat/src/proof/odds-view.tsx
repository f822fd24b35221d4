import { useId, useState } from 'preact/hooks'
import { assumedShares, oddsOfWrong } from './odds.js'

/** The chance that the committee agreed on a lie, with what it assumes. */
export function OddsView({ size, quorum }: { size: number; quorum: number }) {
  const [share, setShare] = useState<number>(0.2)
  const id = useId()
  return (
    <div class="odds">
      <p class="odds-figure">{oddsOfWrong(size, share)}</p>
      <p class="odds-words">
        is the chance that {quorum} of {size} seats drawn by chance agree on a
        lie,{' '}
        <label for={id}>if this part of all seats lies, and lies alike:</label>{' '}
        <select
          id={id}
          value={share}
          onChange={(event) => setShare(Number(event.currentTarget.value))}
        >
          {assumedShares.map((option) => (
            <option key={option} value={option}>
              {option * 100} %
            </option>
          ))}
        </select>
      </p>
    </div>
  )
}
