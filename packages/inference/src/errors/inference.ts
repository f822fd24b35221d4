import { type Caused, defineError } from '@aichain/base'
import type { GenerationErrorCode } from '../document/output.js'

/**
 * This machine's inference runtime is not the one that the model pins.
 *
 * Nothing was computed. Why: another version of the runtime, or altered files,
 * may give other bits, and a vote on other bits is a wrong vote. Install the
 * pinned versions (the facts name the first field that differs), or publish the
 * model again under the runtime you have.
 */
export class RuntimeMismatchError extends /* @__PURE__ */ defineError<{
  /** Field of the manifest's `runtime` that differs. */
  readonly field: string
  readonly pinned: string
  readonly actual: string
}>()({
  code: 'runtime-mismatch',
  message: ({ field }) =>
    `The model pins another inference runtime: '${field}' differs.`,
  remedy: 'Install the runtime that the model pins.',
}) {
  constructor(
    parameters: {
      readonly field: string
      readonly pinned: string | number
      readonly actual: string | number
    } & Caused,
  ) {
    const { pinned, actual } = parameters
    super({ ...parameters, pinned: `${pinned}`, actual: `${actual}` })
  }
}

/**
 * The inference stopped through a fault of this machine.
 *
 * There is no output, and none may be voted on. Why: the worker ran out of
 * memory, crashed or was ended. Load the model again; if it recurs, give the
 * process more memory or choose a smaller model.
 */
export class InferenceFailedError extends /* @__PURE__ */ defineError<{
  /** What the runtime said. */
  readonly reason: string
}>()({
  code: 'inference-failed',
  isRetryable: true,
  message: 'The inference failed on this machine.',
  remedy: 'Load the model again; free memory if it recurs.',
}) {}

/**
 * The model draws its tokens, and nothing was given to draw from.
 *
 * Nothing was computed. Why: the model's sampler is `seeded/1`, which needs a
 * seed, and the caller passed none; a node always passes the task's id. Pass
 * `seed`: the id of the task to check an answer, any 32 bytes to try a model.
 */
export class SeedMissingError extends /* @__PURE__ */ defineError()({
  code: 'seed-missing',
  message: 'The model draws its tokens and needs a seed.',
  remedy: "Pass 'seed': the task's id.",
}) {}

/**
 * The model has no answer to this prompt: the same on every machine.
 *
 * Why: the chat template refuses the conversation, or the vocabulary cannot
 * express it (`prompt-malformed`), it is longer than the model reads
 * (`prompt-too-long`), or the model's own numbers overflow
 * (`non-finite-logits`). `promptCounter` tells the first two beforehand.
 */
export class NoAnswerError extends /* @__PURE__ */ defineError<{
  /** What the generation says of it. */
  readonly error: GenerationErrorCode
}>()({
  code: 'no-answer',
  message: ({ error }) => `The model has no answer to this prompt: ${error}.`,
  remedy: ({ error }) => remedies[error],
}) {}

const remedies: Readonly<Record<GenerationErrorCode, string>> = {
  'prompt-malformed':
    'Send messages whose roles the chat template accepts, the last from the user.',
  'prompt-too-long': 'Shorten the prompt.',
  'non-finite-logits': 'Choose another model.',
}

/**
 * The inference session is closed.
 *
 * Why: `close` was called, before or during the generation. Load the model
 * again for a new session.
 */
export class SessionClosedError extends /* @__PURE__ */ defineError()({
  code: 'session-closed',
  message: 'The inference session is closed.',
  remedy: 'Load the model again for a new session.',
}) {}

/**
 * The engine lacks something it needs: an optional package, or its worker.
 *
 * Why: the packages that run models are optional peers, so that whoever only
 * asks questions need not install them; or a bundler moved the engine's files.
 * Follow the remedy, which names the command or the option.
 */
export class EngineUnavailableError extends /* @__PURE__ */ defineError<{
  /** The package or file that is missing. */
  readonly missing: string
  readonly remedy: string
}>()({
  code: 'engine-unavailable',
  message: ({ missing }) =>
    `The inference engine cannot run without '${missing}'.`,
  remedy: ({ remedy }) => remedy,
  facts: ({ missing }) => ({ missing }),
}) {}
