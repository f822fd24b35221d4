import type { Address } from '@aichain/base'
import type { OrderTerms } from './order-terms.js'
import type { TaskSketch } from './task-draft.js'

/** The terms that a client has ordered at, by the request whose task they make. */
export type ChosenTerms = Map<string, Choice>

/** Terms, and how many calls may have sent an order at them. */
type Choice = { readonly terms: OrderTerms; holders: number }

/** The terms of a call: those that were chosen first, until it gives them back. */
export type HeldTerms = {
  readonly terms: OrderTerms
  /** Says that this call has sent nothing, for certain. */
  readonly release: () => void
}

/** Requests of a busy day; those chosen longest ago are forgotten first. */
const maximumChoices = 4096

/**
 * Holds a request to the terms that it was ordered at first. The id of a task
 * binds its terms, and those that a request leaves open change from one epoch to
 * the next: chosen again while the first order is in no block yet, they would
 * make another task, paid for again.
 */
export async function holdTerms(
  chosen: ChosenTerms,
  account: Address,
  sketch: TaskSketch,
  choose: () => Promise<OrderTerms>,
): Promise<HeldTerms> {
  const name = nameOf(account, sketch)
  const terms = chosen.get(name)?.terms ?? (await choose())
  // Another call may have chosen meanwhile.
  const choice = chosen.get(name) ?? { terms, holders: 0 }
  choice.holders += 1
  chosen.set(name, choice)
  forgetOldest(chosen)
  return {
    terms: choice.terms,
    release: () => {
      choice.holders -= 1
      if (choice.holders === 0 && chosen.get(name) === choice)
        chosen.delete(name)
    },
  }
}

/** What a key or a nonce stands for, whatever it costs. */
function nameOf(
  account: Address,
  { model, prompt, committeeSize, nonce }: TaskSketch,
): string {
  return [account.toLowerCase(), nonce, model, prompt, committeeSize].join(' ')
}

function forgetOldest(chosen: ChosenTerms): void {
  for (const oldest of chosen.keys()) {
    if (chosen.size <= maximumChoices) return
    chosen.delete(oldest)
  }
}
