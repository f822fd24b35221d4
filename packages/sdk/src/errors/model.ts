import { asDate, type Cid, type Digest, defineError } from '@aichain/base'
import { type Divergence, firstDifference } from '@aichain/inference'

/**
 * No content store that was asked has the model's manifest.
 *
 * Why: the CID is wrong, or no node that pins the model can be reached. Check
 * the CID against the registry, and name another content store or gateway.
 */
export class ModelNotFoundError extends /* @__PURE__ */ defineError<{
  readonly model: Cid
}>()({
  code: 'model-not-found',
  isRetryable: true,
  message: 'The model cannot be found.',
  remedy: "Check the model's CID, or ask another content store.",
}) {}

/**
 * No seat serves the model now, so that nobody could answer.
 *
 * Nothing was sent. Only seats that took a place in the list of the model and
 * of the author whom its manifest names are asked. Places count from the next
 * epoch on: with a `servedFrom` ask again then, without one ask a model that is
 * served. `ConsensusReader.lists` tells who serves what.
 */
export class ModelNotServedError extends /* @__PURE__ */ defineError<{
  readonly model: Cid
  /** Seconds since the epoch from which on somebody does; `undefined` where nobody offers to. */
  readonly servedFrom: number | undefined
}>()({
  code: 'model-not-served',
  message: 'No seat serves the model now.',
  remedy: ({ servedFrom }) =>
    servedFrom === undefined
      ? 'Ask a model that is served.'
      : 'Ask again once its first places count.',
  format: {
    servedFrom: (time) => (time === undefined ? 'never' : asDate(time)),
  },
}) {}

/**
 * A witness computed another answer than the publisher's engine did.
 *
 * Nothing was published: golden vectors that not every process reproduces would
 * keep honest nodes from serving, or slash them. Why: an engine that is not
 * deterministic, a faulty machine, or a compiler that computes wrongly. Publish
 * again; if it recurs, compare on another machine.
 */
export class WitnessDisagreesError extends /* @__PURE__ */ defineError<{
  /** Position in the publisher's `witnesses`, from 0. */
  readonly witness: number
  /** Position of the golden prompt, from 0. */
  readonly index: number
  /** Digests of all logits: the publisher's engine's, and the witness's. */
  readonly expected: Digest
  readonly actual: Digest
  /** Where the witness (`mine`) leaves the engine (`agreed`). */
  readonly divergence: Divergence
}>()({
  code: 'witness-disagrees',
  message: ({ witness, index }) =>
    `Witness ${witness + 1} does not reproduce golden vector ${index + 1}.`,
  remedy: 'Publish again; if it recurs, try another machine or engine.',
  facts: ({ expected, actual, divergence }) => ({
    expected,
    actual,
    'first difference': firstDifference(divergence),
  }),
}) {}

/**
 * A publisher was made with fewer than two witnesses.
 *
 * Why: one process agreeing with itself proves nothing. Pass two engines that
 * run in processes of their own, such as two of `processEngine`.
 */
export class TooFewWitnessesError extends /* @__PURE__ */ defineError<{
  readonly count: number
}>()({
  code: 'too-few-witnesses',
  message: 'A model is published only with two witnesses or more.',
  remedy: 'Pass two engines that run in processes of their own as witnesses.',
  facts: ({ count }) => ({ witnesses: count }),
}) {}
