import type { Cid, Digest } from '@aichain/base'
import { AichainError } from '@aichain/base'
import { type Divergence, firstDifference } from '@aichain/inference'

/**
 * No content store that was asked has the model's manifest.
 *
 * Why: the CID is wrong, or nobody who pins the model can be reached. Check the
 * CID against the registry, and name another content store or gateway.
 */
export class ModelNotFoundError extends AichainError {
  readonly code = 'model-not-found'
  override readonly isRetryable = true
  readonly model: Cid

  constructor(parameters: { readonly model: Cid; readonly cause?: unknown }) {
    const { model, cause } = parameters
    super({
      shortMessage: 'The model cannot be found.',
      remedy: "Check the model's CID, or ask another content store.",
      facts: [`model: ${model}`],
      cause,
    })
    this.model = model
  }
}

/**
 * A witness computed another answer than the publisher's engine did.
 *
 * Nothing was published: golden vectors that not every process reproduces would
 * keep honest nodes from serving, or slash them. Why: an engine that is not
 * deterministic, a faulty machine, or a compiler that computes wrongly. Publish
 * again; if it recurs, compare on another machine.
 */
export class WitnessDisagreesError extends AichainError {
  readonly code = 'witness-disagrees'
  /** Position in the publisher's `witnesses`, from 0. */
  readonly witness: number
  /** Position of the golden prompt, from 0. */
  readonly index: number
  /** Digests of all logits: the publisher's engine's, and the witness's. */
  readonly expected: Digest
  readonly actual: Digest
  /** Where the witness (`mine`) leaves the engine (`agreed`). */
  readonly divergence: Divergence

  constructor(parameters: {
    readonly witness: number
    readonly index: number
    readonly expected: Digest
    readonly actual: Digest
    readonly divergence: Divergence
  }) {
    const { witness, index, expected, actual, divergence } = parameters
    super({
      shortMessage: `Witness ${witness + 1} does not reproduce golden vector ${index + 1}.`,
      remedy: 'Publish again; if it recurs, try another machine or engine.',
      facts: [
        `expected: ${expected}`,
        `actual: ${actual}`,
        `first difference: ${firstDifference(divergence)}`,
      ],
    })
    this.witness = witness
    this.index = index
    this.expected = expected
    this.actual = actual
    this.divergence = divergence
  }
}

/**
 * A publisher was made with fewer than two witnesses.
 *
 * Why: one process agreeing with itself proves nothing. Pass two engines that
 * run in processes of their own, such as two of `processEngine`.
 */
export class TooFewWitnessesError extends AichainError {
  readonly code = 'too-few-witnesses'
  readonly count: number

  constructor(parameters: { readonly count: number }) {
    const { count } = parameters
    super({
      shortMessage: 'A model is published only with two witnesses or more.',
      remedy:
        'Pass two engines that run in processes of their own as witnesses.',
      facts: [`witnesses: ${count}`],
    })
    this.count = count
  }
}
