import type { Cid } from '@aichain/base'
import type { Message } from '@aichain/inference'
import type { Seed } from '../../core/task/task.js'

/** How many nodes may answer independently. */
export type CommitteeSize =
  | 3
  | 4
  | 5
  | 6
  | 7
  | 8
  | 9
  | 10
  | 11
  | 12
  | 13
  | 14
  | 15

/**
 * What to ask, of which model, for how much.
 *
 * The type parameters are inferred and need not be written: they let the
 * compiler refuse `messages: []` and `committeeSize: 2` where they are written
 * down, while a `Message[]` and a `number` from elsewhere are accepted, and
 * checked when the request is sent.
 */
export type TaskRequest<
  TMessages extends readonly Message[] = readonly Message[],
  TSize extends number = number,
> = {
  /** The CID of the model's manifest, as `ModelPublisher` gave it. */
  readonly model: Cid
  /** The whole conversation; the last message is the user's. */
  readonly messages: SomeMessages<TMessages>
  /**
   * Wei, for the whole committee and for whoever posts the round. Default: as
   * little as reaches the places that are demanded, as `TaskClient.quote` names
   * it. What does not divide into equal whole shares is not taken.
   */
  readonly fee?: bigint | undefined
  /**
   * The order is refused where the fee reaches fewer places of the model's list.
   * Default: seven eighths of them, so that nobody chooses by price who is drawn.
   */
  readonly minimumPlaces?: number | undefined
  /**
   * What fixes the committee. Default: the task's `block` where the deployment
   * takes it, which is faster; otherwise a round of the `beacon`, which no
   * producer of blocks can foresee.
   */
  readonly seed?: Seed | undefined
  /**
   * Wei of the fee for whoever posts the beacon's round. Default: what a member
   * is paid at least, and nothing where the block is the seed.
   */
  readonly roundTip?: bigint | undefined
  /** Nodes that answer independently, 3 to 15. Default 5. */
  readonly committeeSize?: PossibleSize<TSize> | undefined
  /** At most this many tokens; the model's own limit applies beyond it. */
  readonly maxNewTokens?: number | undefined
  /**
   * A name of your own for this request: the same request with the same key is
   * one task and paid once, however often it is sent by one client, which keeps
   * to the terms it chose first; and also by another client, in another process
   * or after a reload, once the first is in a block, for 10,000 blocks. Another
   * client that sends it before that makes the same task only where it finds the
   * same places at the same prices, or where the request names `fee`,
   * `minimumPlaces` and `seed`; `resume` with the id that `awaiting-signature`
   * told is sure. Another conversation is refused under the same key.
   */
  readonly idempotencyKey?: string | undefined
  /**
   * Makes the task's id, together with everything else; at most 64 bits. As
   * `idempotencyKey`, for those who count themselves. Default: a random one.
   */
  readonly nonce?: bigint | undefined
}

/** A list that is known to be empty stands for what should be there instead. */
type SomeMessages<TMessages extends readonly Message[]> =
  TMessages extends readonly [] ? readonly [Message, ...Message[]] : TMessages

/** A number that is known to be out of range stands for those that are not. */
type PossibleSize<TSize extends number> = number extends TSize
  ? number
  : TSize extends CommitteeSize
    ? TSize
    : CommitteeSize
