import type { Cid } from '@aichain/sdk/core'
import { Icon } from '../interface/icon.js'
import { FingerprintPicture } from '../proof/fingerprint-picture.js'
import type { MemberVote } from './turn.js'

/** The committee as a row of seats: empty, sealed, then open for all to see. */
export function CommitteeView({
  size,
  votes,
  agreed,
}: {
  size: number
  votes: readonly MemberVote[]
  agreed?: Cid | undefined
}) {
  const seats: readonly (MemberVote | undefined)[] =
    votes.length > 0 ? votes : Array.from({ length: size }, () => undefined)
  return (
    <ul class="committee" aria-label="Committee">
      {seats.map((seat, member) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the member
        <SeatView key={member} vote={seat} agreed={agreed} />
      ))}
    </ul>
  )
}

function SeatView({
  vote,
  agreed,
}: {
  vote: MemberVote | undefined
  agreed: Cid | undefined
}) {
  const state = seatState(vote, agreed)
  const output = vote?.vote.type === 'opened' ? vote.vote.output : undefined
  return (
    <li class={`seat ${state}`}>
      <span class="disc" aria-hidden="true">
        {state === 'sealed' && <Icon name="lock" size={18} />}
        {output === 'unavailable' && <Icon name="cross" size={18} />}
        {output !== undefined && output !== 'unavailable' && (
          <FingerprintPicture output={output} />
        )}
      </span>
      <span class="seat-name">
        {vote === undefined ? 'Not drawn' : `Seat ${vote.seat}`}
      </span>
      <span class="seat-state">{seatWords[state]}</span>
    </li>
  )
}

type SeatState =
  | 'undrawn'
  | 'waiting'
  | 'sealed'
  | 'opened'
  | 'agreed'
  | 'wrong'
  | 'absent'

const seatWords: Readonly<Record<SeatState, string>> = {
  undrawn: '',
  waiting: 'thinking',
  sealed: 'sealed',
  opened: 'opened',
  agreed: 'agreed',
  wrong: 'differs',
  absent: 'silent',
}

function seatState(
  held: MemberVote | undefined,
  agreed: Cid | undefined,
): SeatState {
  if (held === undefined) return 'undrawn'
  if (agreed === undefined) return held.vote.type
  if (held.vote.type !== 'opened') return 'absent'
  return held.vote.output === agreed ? 'agreed' : 'wrong'
}
