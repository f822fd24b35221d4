import type { Cid } from '../core/cid.js'
import type { Digest } from '../core/hex.js'
import { AichainError } from './base.js'

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
 * The bytes behind a model's CID are not a manifest that this version reads.
 *
 * Why: the CID names something else, or the manifest was written by hand or by
 * a newer version. No answer of such a model can be checked: choose another
 * model, or update the SDK.
 */
export class ManifestInvalidError extends AichainError {
  readonly code = 'manifest-invalid'
  readonly reason: string

  constructor(parameters: {
    readonly reason: string
    readonly model?: Cid | undefined
  }) {
    const { reason, model } = parameters
    super({
      shortMessage: "The model's manifest is not valid.",
      remedy: 'Choose another model, or update the SDK.',
      facts: [
        ...(model === undefined ? [] : [`model: ${model}`]),
        `reason: ${reason}`,
      ],
    })
    this.reason = reason
  }
}

/**
 * A file that the model needs is not in its folder.
 *
 * Why: the folder is not in the Hugging Face ONNX layout, was copied in part,
 * or holds no graph of the chosen dtype. Add the file; the facts say what it is
 * for.
 */
export class ModelFileMissingError extends AichainError {
  readonly code = 'model-file-missing'
  readonly path: string

  constructor(parameters: {
    readonly path: string
    /** What the file is for. */
    readonly purpose: string
    readonly cause?: unknown
  }) {
    const { path, purpose, cause } = parameters
    super({
      shortMessage: `The model's folder lacks '${path}'.`,
      remedy: 'Add the file to the folder and try again.',
      facts: [`path: ${path}`, `needed for: ${purpose}`],
      cause,
    })
    this.path = path
  }
}

/**
 * The model cannot be run so that every node gets the same bits, or not at all.
 *
 * Why: an operator without a deterministic result, weights in four bits, a
 * damaged file, no chat template, a graph without a key-value cache. The facts
 * name the cause; the remedy says what to convert or choose.
 */
export class ModelUnsupportedError extends AichainError {
  readonly code = 'model-unsupported'
  readonly reason: string
  /** The file at fault, where it is one. */
  readonly path: string | undefined

  constructor(parameters: {
    readonly reason: string
    readonly remedy: string
    readonly path?: string | undefined
    readonly cause?: unknown
  }) {
    const { reason, remedy, path, cause } = parameters
    super({
      shortMessage: 'The model cannot be run by this engine.',
      remedy,
      facts: [
        ...(path === undefined ? [] : [`path: ${path}`]),
        `reason: ${reason}`,
      ],
      cause,
    })
    this.reason = reason
    this.path = path
  }
}

/**
 * This machine computed another answer than the model's golden vector demands.
 *
 * A stake must not be risked here: its votes would be wrong. Why: a faulty
 * processor or memory, an altered runtime, or a manifest whose golden vectors
 * were never computed. Run the check again, then on another machine; if both
 * agree with each other, tell the model's publisher.
 */
export class GoldenVectorMismatchError extends AichainError {
  readonly code = 'golden-vector-mismatch'
  /** Position in the manifest's `golden`, from 0. */
  readonly index: number
  readonly expected: Digest
  readonly actual: Digest

  constructor(parameters: {
    readonly index: number
    readonly count: number
    readonly expected: Digest
    readonly actual: Digest
    /** What the machine computed, in short. */
    readonly generation: string
    /** What computed it, in short. */
    readonly runtime: string
  }) {
    const { index, count, expected, actual, generation, runtime } = parameters
    super({
      shortMessage: "This machine fails the model's golden vectors.",
      remedy: 'Do not run a node here until the check passes.',
      facts: [
        `vector: ${index + 1} of ${count}`,
        `expected: ${expected}`,
        `actual: ${actual}`,
        `generation: ${generation}`,
        `runtime: ${runtime}`,
      ],
    })
    this.index = index
    this.expected = expected
    this.actual = actual
  }
}
