import { Icon } from '../interface/icon.js'
import { FingerprintPicture } from '../proof/fingerprint-picture.js'
import type { MemberState } from './turn.js'

/** The committee as a row of seats: empty, sealed, then open for all to see. */
export function CommitteeView({
  size,
  votes,
  isOver = false,
}: {
  size: number
  votes: readonly MemberState[]
  /** Whether nobody can vote any more. */
  isOver?: boolean
}) {
  const seats: readonly (MemberState | undefined)[] =
    votes.length > 0 ? votes : Array.from({ length: size }, () => undefined)
  return (
    <ul class="committee" aria-label="Committee">
      {seats.map((seat, member) => (
        <SeatView key={member} vote={seat} isOver={isOver} />
      ))}
    </ul>
  )
}

function SeatView({
  vote,
  isOver,
}: {
  vote: MemberState | undefined
  isOver: boolean
}) {
  const state = seatState(vote, isOver)
  const output = vote?.vote.type === 'opened' ? vote.vote.output : undefined
  return (
    <li class={`seat ${state}`}>
      <span class="disc" aria-hidden="true">
        {(state === 'sealed' || state === 'unopened') && (
          <Icon name="lock" size={18} />
        )}
        {(output === 'unavailable' || state === 'uncounted') && (
          <Icon name="cross" size={18} />
        )}
        {output !== undefined && output !== 'unavailable' && (
          <FingerprintPicture output={output} />
        )}
      </span>
      <span class="seat-name">
        {vote === undefined ? 'Not drawn' : `Seat ${vote.seat}`}
      </span>
      <span class="seat-state">{words[state]}</span>
    </li>
  )
}

type SeatState = 'undrawn' | MemberState['vote']['type'] | 'silent' | 'unopened'

const words: Readonly<Record<SeatState, string>> = {
  undrawn: '',
  waiting: 'thinking',
  sealed: 'sealed',
  opened: 'opened',
  uncounted: 'does not count',
  silent: 'silent',
  unopened: 'never opened',
}

function seatState(held: MemberState | undefined, isOver: boolean): SeatState {
  if (held === undefined) return 'undrawn'
  const { type } = held.vote
  if (!isOver || type === 'opened' || type === 'uncounted') return type
  return type === 'sealed' ? 'unopened' : 'silent'
}
