import {
  type Address,
  accept,
  type Cid,
  canonicalBytes,
  type Digest,
  isAddress,
  isCid,
  isDigest,
  parseCanonical,
  type Result,
  refuse,
} from '@aichain/base'
import {
  type Check,
  integer,
  isObject,
  list,
  matching,
  object,
  oneOf,
  optional,
  text,
} from '@aichain/base/check'
import { checkGeneration, type TracedGeneration } from './output.js'
import { checkPrompt, type Prompt } from './prompt.js'

/** Exactly which code computes: two nodes agree only if all of it is equal. */
export type RuntimePin = OnnxRuntimePin | IntegerRuntimePin

/** ONNX Runtime in WebAssembly: floats, in the order that this very code adds them. */
export type OnnxRuntimePin = {
  readonly package: string
  readonly version: string
  /** sha2-256 of the WebAssembly binary and of its JavaScript loader. */
  readonly wasm: Digest
  readonly loader: Digest
  readonly executionProvider: 'wasm'
  readonly threads: number
  readonly graphOptimization: 'basic'
  readonly schedule: 'prefill-then-one-token/1'
  /**
   * Everything between text and tokens, as `name@version` joined by spaces:
   * the character rule, the tokenizer library and the template library.
   */
  readonly text: string
}

/**
 * The integer engine: its dot products are integers, which no order of adding
 * can change, and `docs/integer-engine.md` fixes every other step.
 */
export type IntegerRuntimePin = {
  readonly package: string
  /** Version of the arithmetic, which every implementation of it shares. */
  readonly version: string
  /** sha2-256 of the WebAssembly kernel. */
  readonly wasm: Digest
  readonly executionProvider: 'integer'
  /** As in {@link OnnxRuntimePin}. */
  readonly text: string
}

/** How logits become tokens. Decimal numbers are strings, so that the bytes are canonical. */
export type DecodingRules = {
  readonly sampler: 'greedy/1' | 'seeded/1'
  /** Present exactly when the sampler is `seeded/1`. */
  readonly sampling?: SamplingRules
  readonly ties: 'lowest-id'
  readonly nonFinite: 'reject'
  /** Applied in float32 to every token already in the context; `'1'` is none. */
  readonly repetitionPenalty: string
  readonly endOfSequence: readonly number[]
  /** Tokens of prompt and answer together. */
  readonly contextLimit: number
  readonly maxNewTokens: number
  readonly maxPromptBytes: number
}

/** How `seeded/1` draws. */
export type SamplingRules = {
  /** A positive decimal of at most 17 characters; lower is more predictable. */
  readonly temperature: string
  /** Only this many of the likeliest tokens can be drawn. */
  readonly topK: number
  /**
   * Of those, the fewest whose probabilities reach this decimal, at most `'1'`
   * and of at most 17 characters.
   */
  readonly topP: string
}

/**
 * What a prompt must give on every machine: the answer, and the logits, which
 * find a machine whose bits differ before they are enough to change a token.
 */
export type GoldenVector = TracedGeneration & {
  readonly prompt: Prompt
  /** What a sampler draws from; greedy choice has none. */
  readonly seed?: Digest
}

/** A file of the model. */
export type ModelFile = {
  readonly path: string
  readonly cid: Cid
  readonly size: number
}

/**
 * Whom the author's part of each reward is paid to. It is part of the model's
 * identity: nobody can name another author for the same model.
 */
export type Author = {
  /** In lower case. */
  readonly address: Address
  /** In 1/10,000; 1 to 2,000. */
  readonly shareBps: number
}

/**
 * Everything that fixes a model's answers. Its canonical bytes are one raw IPFS
 * block; the sha2-256 digest of it is the model's identity on-chain.
 */
export type ModelManifest = {
  readonly type: 'aichain/model/1'
  readonly name: string
  readonly license: string
  /** Left out where nobody is paid for the model itself. */
  readonly author?: Author
  readonly dtype: string
  /** UnixFS folder that holds `files`. */
  readonly root: Cid
  readonly files: readonly ModelFile[]
  /** Paths of the parts the engine reads. */
  readonly graph: string
  readonly config: string
  readonly tokenizer: string
  readonly tokenizerConfig: string
  readonly runtime: RuntimePin
  readonly decoding: DecodingRules
  readonly golden: readonly GoldenVector[]
}

/**
 * The canonical bytes of a manifest; their sha2-256 digest is the model's
 * identity on-chain.
 *
 * @example
 * ```ts
 * import { cidOf, encodeManifest, type ModelManifest } from '@aichain/inference'
 *
 * const modelCid = (manifest: ModelManifest) => cidOf(encodeManifest(manifest))
 * ```
 */
export function encodeManifest(manifest: ModelManifest): Uint8Array {
  return canonicalBytes(manifest)
}

/**
 * Reads a manifest from its canonical bytes.
 *
 * Refused, with the reason: bytes that are not canonical, unknown keys, files
 * that are not sorted by path (in UTF-16 code units) or leave the folder, parts
 * that are none of the files, a manifest without golden vectors.
 *
 * @example
 * ```ts
 * import { parseManifest } from '@aichain/inference'
 *
 * function nameOf(bytes: Uint8Array): string {
 *   const manifest = parseManifest(bytes)
 *   return manifest.ok ? manifest.value.name : `refused: ${manifest.reason}`
 * }
 * ```
 */
export function parseManifest(bytes: Uint8Array): Result<ModelManifest> {
  const parsed = parseCanonical(bytes)
  if (!parsed.ok) return parsed
  const reason = checkManifest(parsed.value)
  return reason === undefined
    ? accept(parsed.value as ModelManifest)
    : refuse(reason)
}

const name = matching(
  (value) => typeof value === 'string' && value.trim() !== '',
  'text that is not blank',
)
const cid = matching(isCid, 'a CIDv1')
const digest = matching(isDigest, '32 bytes in lower-case hexadecimal')
const path = matching(isRelativePath, 'a relative path')

/** A fifth of the rewards, in 1/10,000: what the contract gives an author at most. */
const MAXIMUM_AUTHOR_BPS = 2_000

const checkAuthor = object({
  address: matching(
    isAuthorAddress,
    "20 bytes in lower-case hexadecimal, and somebody's",
  ),
  shareBps: integer(1, MAXIMUM_AUTHOR_BPS),
})

const checkOnnxRuntime = object({
  package: name,
  version: name,
  wasm: digest,
  loader: digest,
  executionProvider: oneOf('wasm'),
  threads: integer(1),
  graphOptimization: oneOf('basic'),
  schedule: oneOf('prefill-then-one-token/1'),
  text: name,
})

const checkIntegerRuntime = object({
  package: name,
  version: name,
  wasm: digest,
  executionProvider: oneOf('integer'),
  text: name,
})

const checkRuntime: Check = (value) =>
  isObject(value) && value.executionProvider === 'integer'
    ? checkIntegerRuntime(value)
    : checkOnnxRuntime(value)

const positiveDecimal = matching(
  isPositiveDecimal,
  'a positive decimal without superfluous zeros',
)

/** Up to 16 digits, every engine reads the same double: ECMAScript leaves only longer ones open. */
const isShortDecimal = (value: unknown) =>
  isPositiveDecimal(value) && String(value).length <= 17

const checkSampling = object({
  temperature: matching(
    isShortDecimal,
    'a positive decimal of at most 17 characters without superfluous zeros',
  ),
  topK: integer(1),
  topP: matching(
    (value) => isShortDecimal(value) && Number(value) <= 1,
    'a positive decimal of at most 1, in at most 17 characters',
  ),
})

const checkDecoding = object({
  sampler: oneOf('greedy/1', 'seeded/1'),
  sampling: optional(checkSampling),
  ties: oneOf('lowest-id'),
  nonFinite: oneOf('reject'),
  repetitionPenalty: positiveDecimal,
  endOfSequence: list(integer(0)),
  contextLimit: integer(1),
  maxNewTokens: integer(1),
  maxPromptBytes: integer(1),
})

const checkShape = object({
  type: oneOf('aichain/model/1'),
  name,
  license: text(),
  author: optional(checkAuthor),
  dtype: name,
  root: cid,
  files: list(object({ path, cid, size: integer(0) }), 1),
  graph: path,
  config: path,
  tokenizer: path,
  tokenizerConfig: path,
  runtime: checkRuntime,
  decoding: checkDecoding,
  golden: list(
    object({
      prompt: checkPrompt,
      seed: optional(digest),
      generation: checkGeneration,
      logits: digest,
      steps: list(digest),
    }),
    1,
  ),
})

const checkManifest: Check = (value) =>
  checkShape(value) ??
  findMisplacedFile(value as ModelManifest) ??
  findMissingSeed(value as ModelManifest)

/** What a sampler draws must be fixed wherever it is used, and nowhere else. */
function findMissingSeed(manifest: ModelManifest): string | undefined {
  const { decoding, golden } = manifest
  const isSeeded = decoding.sampler === 'seeded/1'
  if ((decoding.sampling !== undefined) !== isSeeded) {
    return "decoding: sampling belongs to the sampler 'seeded/1', and to no other"
  }
  return golden.every(({ seed }) => (seed !== undefined) === isSeeded)
    ? undefined
    : "golden: a seed belongs to the sampler 'seeded/1', and to no other"
}

function findMisplacedFile(manifest: ModelManifest): string | undefined {
  const paths = manifest.files.map((file) => file.path)
  const unsorted = paths.find((path, index) => path <= (paths[index - 1] ?? ''))
  if (unsorted !== undefined)
    return `files: "${unsorted}" must come once and in the order of paths`
  for (const part of [
    'graph',
    'config',
    'tokenizer',
    'tokenizerConfig',
  ] as const)
    if (!paths.includes(manifest[part]))
      return `${part}: "${manifest[part]}" is none of the files`
  return undefined
}

/** A path with an empty, `.` or `..` part could name a file outside the folder. */
function isRelativePath(value: unknown): boolean {
  if (typeof value !== 'string' || value.includes('\\')) return false
  if (value.includes('\0')) return false
  return value.split('/').every((part) => !['', '.', '..'].includes(part))
}

/** To the contract the zero address is nobody. */
function isAuthorAddress(value: unknown): boolean {
  return isAddress(value) && value === value.toLowerCase() && BigInt(value) > 0n
}

function isPositiveDecimal(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/.test(value) &&
    value !== '0'
  )
}
