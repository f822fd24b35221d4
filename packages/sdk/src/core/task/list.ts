import type { Cid, Hex } from '@aichain/base'
import type { Author } from '@aichain/inference'

/** keccak-256 over a model's digest, its author and the author's part. */
export type ListId = Hex

/** What names a list: the seats that serve one model for one author. */
export type ListTerms = {
  /** The manifest's CID: the model's identity. */
  readonly model: Cid
  /** As the manifest says; left out where it names nobody. */
  readonly author?: Author | undefined
}

/** What a place asks: class c asks four times as much as the one below it. */
export type PriceClass = 0 | 1 | 2 | 3

/** One value for each price class, from the lowest. */
export type ByClass<T> = readonly [T, T, T, T]

/** Where a seat stands in a list. */
export type Place = {
  readonly list: ListId
  readonly class: PriceClass
  /** From 0, in its class. */
  readonly index: number
}

/** A list, as it stands in the current epoch. Amounts in wei. */
export type ListRecord = ListTerms & {
  readonly id: ListId
  /** Whether its first place was taken in this epoch: until it is over, entry is not bounded. */
  readonly isOpening: boolean
  /** Places that tasks of the current epoch are drawn from. */
  readonly current: ByClass<number>
  /** Places that tasks of the next epoch are drawn from. */
  readonly next: ByClass<number>
  /** Places that may still be taken in this epoch. */
  readonly open: number
  /** What a place costs now, out of the seat's balance. */
  readonly entranceFee: bigint
}
