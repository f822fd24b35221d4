import { type Cid, type Digest, defineError, inBytes } from '@aichain/base'
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
export class ManifestInvalidError extends /* @__PURE__ */ defineError<{
  readonly reason: string
  readonly model?: Cid | undefined
}>()({
  code: 'manifest-invalid',
  message: "The model's manifest is not valid.",
  remedy: 'Choose another model, or update the SDK.',
  facts: ({ reason, model }) => ({ model, reason }),
}) {}

/**
 * A file that the model needs is not in its folder.
 *
 * Why: the folder is not in the Hugging Face ONNX layout, was copied in part,
 * or holds no graph of the chosen dtype. Add the file; the facts say what it is
 * for.
 */
export class ModelFileMissingError extends /* @__PURE__ */ defineError<{
  readonly path: string
  /** What the file is for. */
  readonly purpose: string
}>()({
  code: 'model-file-missing',
  message: ({ path }) => `The model's folder lacks '${path}'.`,
  remedy: 'Add the file to the folder and try again.',
  facts: ({ path, purpose }) => ({ path, 'needed for': purpose }),
}) {}

/**
 * The model cannot be run with the same bits on every node, or cannot be run at
 * all.
 *
 * Why: an operator without a deterministic result, weights in four bits, a
 * damaged file, no chat template, a graph without a key-value cache. The facts
 * name the cause; the remedy says what to convert or choose.
 */
export class ModelUnsupportedError extends /* @__PURE__ */ defineError<{
  readonly reason: string
  readonly remedy: string
  /** The file at fault, where it is one. */
  readonly path?: string | undefined
}>()({
  code: 'model-unsupported',
  message: 'The model cannot be run by this engine.',
  remedy: ({ remedy }) => remedy,
  facts: ({ reason, path }) => ({ path, reason }),
}) {}

/**
 * The model's files are larger than this node accepts.
 *
 * None of them was fetched. Why: anybody can register a model of any size.
 * Raise `maximumModelBytes` if the machine has the memory, or serve another
 * model.
 */
export class ModelTooLargeError extends /* @__PURE__ */ defineError<{
  readonly model: Cid
  /** Bytes of its files together, as its manifest says. */
  readonly size: number
  readonly maximum: number
}>()({
  code: 'model-too-large',
  message: 'The model is larger than this node accepts.',
  remedy: 'Raise maximumModelBytes, or serve another model.',
  format: { size: inBytes, maximum: inBytes },
}) {}

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
export class GoldenVectorMismatchError extends /* @__PURE__ */ defineError<{
  /** Position in the manifest's `golden`, from 0. */
  readonly index: number
  readonly count: number
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
  /** What the machine computed, in short. */
  readonly generation: string
}>()({
  code: 'golden-vector-mismatch',
  message: "This machine fails the model's golden vectors.",
  remedy: ({ likelyCause }) => causes[likelyCause].remedy,
  facts: ({
    index,
    count,
    expected,
    actual,
    divergence,
    isRepeatable,
    likelyCause,
    fingerprints,
    generation,
  }) => ({
    vector: `${index + 1} of ${count}`,
    expected,
    actual,
    generation,
    'first difference': firstDifference(divergence),
    'asked again': isRepeatable ? 'the same' : 'something else',
    'likely cause': causes[likelyCause].name,
    pinned: fingerprints.pinned,
    here: fingerprints.here,
  }),
}) {}

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
