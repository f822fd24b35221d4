import type { Killer } from './judge.js'
import type { Mutant } from './mutants.js'

/** What can come of a mutant. */
export type Outcome =
  | 'killed'
  | 'survived'
  | 'equivalent'
  | 'duplicate'
  | 'stillborn'

export type Judgement = {
  readonly outcome: Outcome
  /** Of a killed one. */
  readonly killer?: Killer | undefined
}

export type Result = Judgement & { readonly mutant: Mutant }
