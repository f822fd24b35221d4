import { AichainError, type Cid, type Digest } from '@aichain/base'
import type { Divergence } from '../diagnosis/divergence.js'
import { firstDifference } from '../diagnosis/first-difference.js'
import type { LikelyCause } from '../diagnosis/likely-cause.js'

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
 * The model's files are larger than this node takes.
 *
 * None of them was fetched. Why: anybody can register a model of any size, and
 * the node serves all that are registered. Raise `maximumModelBytes` if the
 * machine has the memory, or name the models to serve.
 */
export class ModelTooLargeError extends AichainError {
  readonly code = 'model-too-large'
  readonly model: Cid
  /** Bytes of its files together, as its manifest says. */
  readonly size: number
  readonly maximum: number

  constructor(parameters: {
    readonly model: Cid
    readonly size: number
    readonly maximum: number
  }) {
    const { model, size, maximum } = parameters
    super({
      shortMessage: 'The model is larger than this node takes.',
      remedy: 'Raise maximumModelBytes, or name the models to serve.',
      facts: [
        `model: ${model}`,
        `size: ${size} bytes`,
        `maximum: ${maximum} bytes`,
      ],
    })
    this.model = model
    this.size = size
    this.maximum = maximum
  }
}

/**
 * This machine computed another answer than the model's golden vector demands,
 * or the same answer from other bits.
 *
 * A stake must not be risked here: its votes would be wrong. The facts say which
 * token differs first, since which step the bits do, whether the machine agrees
 * with itself when asked again, what the manifest pins and what runs here, and
 * the likeliest cause: an altered runtime, a faulty processor or memory,
 * emulation, another text library, or a manifest whose golden vectors were never
 * computed. Follow the remedy; the guide for node operators goes through it.
 */
export class GoldenVectorMismatchError extends AichainError {
  readonly code = 'golden-vector-mismatch'
  /** Position in the manifest's `golden`, from 0. */
  readonly index: number
  /** Digests of the generation or, where those are equal, of the logits. */
  readonly expected: Digest
  readonly actual: Digest
  /** Where this machine (`mine`) leaves the vector (`agreed`). */
  readonly divergence: Divergence
  /** Whether the machine computed the same again when asked again. */
  readonly isRepeatable: boolean
  readonly likelyCause: LikelyCause
  /** What the manifest pins, and what computed here, one line each. */
  readonly fingerprints: { readonly pinned: string; readonly here: string }

  constructor(parameters: {
    readonly index: number
    readonly count: number
    readonly expected: Digest
    readonly actual: Digest
    readonly divergence: Divergence
    readonly isRepeatable: boolean
    readonly likelyCause: LikelyCause
    readonly fingerprints: { readonly pinned: string; readonly here: string }
    /** What the machine computed, in short. */
    readonly generation: string
  }) {
    const { index, count, divergence, likelyCause, fingerprints } = parameters
    const cause = causes[likelyCause]
    super({
      shortMessage: "This machine fails the model's golden vectors.",
      remedy: cause.remedy,
      facts: [
        `vector: ${index + 1} of ${count}`,
        `expected: ${parameters.expected}`,
        `actual: ${parameters.actual}`,
        `generation: ${parameters.generation}`,
        `first difference: ${firstDifference(divergence)}`,
        `asked again: ${parameters.isRepeatable ? 'the same' : 'something else'}`,
        `likely cause: ${cause.name}`,
        `pinned: ${fingerprints.pinned}`,
        `here: ${fingerprints.here}`,
      ],
    })
    this.index = index
    this.expected = parameters.expected
    this.actual = parameters.actual
    this.divergence = divergence
    this.isRepeatable = parameters.isRepeatable
    this.likelyCause = likelyCause
    this.fingerprints = fingerprints
  }
}

const causes: Readonly<
  Record<LikelyCause, { readonly name: string; readonly remedy: string }>
> = {
  'other-runtime': {
    name: 'another or an altered inference runtime',
    remedy: 'Install the runtime that the manifest pins, unaltered.',
  },
  'unstable-machine': {
    name: 'unstable hardware: it does not agree with itself',
    remedy: 'Do not vote with this machine; test its memory and processor.',
  },
  'other-text': {
    name: 'another tokenizer, chat template library or Unicode version',
    remedy: 'Install the text libraries that the manifest pins.',
  },
  'other-arithmetic': {
    name: 'a processor or its emulation that rounds differently, or faulty memory; other bits since step 0 can also be a prompt read as other tokens',
    remedy:
      'Try another machine; if it computes the same as this one, tell the publisher.',
  },
  'other-decoding': {
    name: 'other rules from logits to tokens, or golden vectors that nobody computed',
    remedy: 'Update the SDK; if that does not help, tell the publisher.',
  },
}
