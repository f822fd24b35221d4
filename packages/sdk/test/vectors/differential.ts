import { type Digest, keccakWords } from '../../src/core.js'
import { type CaseResults, resultsOf } from './differential-case.js'
import { seatHistories } from './differential-seats.js'

/** Cases under one digest. */
export const THOUSAND = 1_000

/** The cases of a thousand, in order: each starts from what the ones before did to the seats. */
export function* casesOf(thousand: number): Generator<CaseResults> {
  const seats = seatHistories()
  for (let place = 0; place < THOUSAND; place++)
    yield resultsOf(thousand * THOUSAND + place, seats)
}

/** One digest over all results of a thousand cases. */
export function digestOfThousand(thousand: number): Digest {
  let digest = keccakWords(thousand)
  for (const results of casesOf(thousand))
    digest = keccakWords(digest, ...Object.values(results))
  return digest
}
