import { equalHex } from '@aichain/base'
import {
  NotSeatOwnerError,
  SeatLeavingError,
  SeatUnknownError,
  SignerTakenError,
} from '../../../errors/contract-seats.js'
import type { ChainState, Context, SeatState } from './state.js'

/** Mirrors `PlacesPart._taken`. */
export function takenSeat(state: ChainState, id: number): SeatState {
  const seat = state.seats[id]
  if (!seat) throw new SeatUnknownError({ seat: id })
  return seat
}

/** Mirrors `PlacesPart._staying`. */
export function stayingSeat(state: ChainState, id: number): SeatState {
  const seat = takenSeat(state, id)
  if (seat.to !== 0) throw new SeatLeavingError({ seat: id, to: seat.to })
  return seat
}

/** Mirrors `PlacesPart._checkOwner`. */
export function refuseOthers(
  id: number,
  seat: SeatState,
  { sender }: Context,
): void {
  if (!equalHex(sender, seat.owner))
    throw new NotSeatOwnerError({ seat: id, caller: sender })
}

/** Mirrors `PlacesPart._checkOwnerOrSigner`. */
export function refuseStrangers(
  id: number,
  seat: SeatState,
  context: Context,
): void {
  if (!equalHex(context.sender, seat.signer)) refuseOthers(id, seat, context)
}

/** Mirrors `PlacesPart._checkFree`. */
export function refuseTaken(state: ChainState, signer: `0x${string}`): void {
  const seat = state.seatOf.get(signer.toLowerCase())
  if (seat !== undefined) throw new SignerTakenError({ signer, seat })
}
