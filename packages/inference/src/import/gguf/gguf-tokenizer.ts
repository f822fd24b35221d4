import { damaged, unsupported } from '../shared/unsupported.js'
import type { GgufFile } from './gguf.js'
import { type Piece, pieceMerges } from './piece-merges.js'
import { preTokenizer } from './pre-tokenizer.js'

/** The two files that a tokenizer is in a Hugging Face folder. */
export type TokenizerFiles = {
  readonly tokenizer: Readonly<Record<string, unknown>>
  readonly tokenizerConfig: Readonly<Record<string, unknown>>
}

/** Kinds of tokens in llama.cpp. */
const NORMAL = 1
const CONTROL = 3
const USER_DEFINED = 4

type Vocabulary = {
  readonly tokens: readonly string[]
  readonly types: readonly number[]
}

/** The tokenizer inside a GGUF file, as Hugging Face writes it. */
export function ggufTokenizer(file: GgufFile): TokenizerFiles {
  const vocabulary = vocabularyOf(file)
  const kind = file.metadata.get('tokenizer.ggml.model')
  const parts =
    kind === 'gpt2'
      ? bytePairs(file, vocabulary)
      : kind === 'llama'
        ? sentencePieces(file, vocabulary)
        : undefined
  if (!parts) {
    throw unsupported(file.path, `its tokenizer is of type ${String(kind)}`)
  }
  return {
    tokenizer: {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: addedTokens(vocabulary),
      // The chat template writes what a post-processor would add.
      post_processor: null,
      ...parts,
    },
    tokenizerConfig: {
      ...specialTokens(file, vocabulary),
      chat_template: file.metadata.get('tokenizer.chat_template'),
      clean_up_tokenization_spaces: false,
      tokenizer_class: 'PreTrainedTokenizerFast',
    },
  }
}

function vocabularyOf(file: GgufFile): Vocabulary {
  const tokens = textsOf(file, 'tokenizer.ggml.tokens')
  const types = file.metadata.get('tokenizer.ggml.token_type')
  if (types === undefined) return { tokens, types: tokens.map(() => NORMAL) }
  if (isNumbers(types, tokens.length)) return { tokens, types }
  throw damaged(file.path, 'not every token has a type')
}

function textsOf({ path, metadata }: GgufFile, field: string) {
  const value = metadata.get(field)
  const isTexts =
    Array.isArray(value) && value.every((text) => typeof text === 'string')
  if (isTexts) return value as readonly string[]
  throw damaged(path, `it has no list of texts ${field}`)
}

function isNumbers(value: unknown, length: number): value is number[] {
  return (
    Array.isArray(value) &&
    value.length === length &&
    value.every(Number.isFinite)
  )
}

function addedTokens({ tokens, types }: Vocabulary) {
  return tokens.flatMap((content, id) => {
    const special = types[id] === CONTROL
    if (!special && types[id] !== USER_DEFINED) return []
    const flags = { single_word: false, lstrip: false, rstrip: false }
    return [{ id, content, ...flags, normalized: false, special }]
  })
}

function specialTokens({ metadata }: GgufFile, { tokens }: Vocabulary) {
  const names = { bos: 'bos', eos: 'eos', unknown: 'unk', padding: 'pad' }
  const found = Object.entries(names).flatMap(([name, short]) => {
    const id = metadata.get(`tokenizer.ggml.${name}_token_id`)
    const text = typeof id === 'number' ? tokens[id] : undefined
    return text === undefined ? [] : [[`${short}_token`, text]]
  })
  return Object.fromEntries(found) as Record<string, string>
}

function bytePairs(file: GgufFile, { tokens }: Vocabulary) {
  const merges = textsOf(file, 'tokenizer.ggml.merges').map((merge) => {
    // The first character can itself be a space.
    const space = merge.indexOf(' ', 1)
    if (space < 0) throw damaged(file.path, `'${merge}' is no merge`)
    return [merge.slice(0, space), merge.slice(space + 1)]
  })
  const { steps, ignoresMerges } = preTokenizer(file)
  return {
    normalizer: null,
    pre_tokenizer: { type: 'Sequence', pretokenizers: steps },
    decoder: {
      type: 'ByteLevel',
      add_prefix_space: false,
      trim_offsets: true,
      use_regex: true,
    },
    model: {
      ...bytePairModel(tokens),
      merges,
      ignore_merges: ignoresMerges,
    },
  }
}

function sentencePieces(file: GgufFile, { tokens, types }: Vocabulary) {
  const scores = file.metadata.get('tokenizer.ggml.scores')
  if (!isNumbers(scores, tokens.length)) {
    throw damaged(file.path, 'not every token has a score')
  }
  const pieces = tokens
    .map((text, id): Piece => ({ text, id, score: scores[id] as number }))
    .filter(({ id }) => types[id] === NORMAL)
  const unknown = file.metadata.get('tokenizer.ggml.unknown_token_id') ?? 0
  const hasPrefix =
    file.metadata.get('tokenizer.ggml.add_space_prefix') !== false
  const spaces = { type: 'Replace', pattern: { String: ' ' }, content: '▁' }
  const prefix = { type: 'Prepend', prepend: '▁' }
  const strip = { type: 'Strip', content: ' ', start: 1, stop: 0 }
  return {
    normalizer: {
      type: 'Sequence',
      normalizers: [...(hasPrefix ? [prefix] : []), spaces],
    },
    pre_tokenizer: null,
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        ...(hasPrefix ? [strip] : []),
      ],
    },
    model: {
      ...bytePairModel(tokens),
      unk_token: tokens[Number(unknown)] ?? null,
      fuse_unk: true,
      byte_fallback: true,
      merges: pieceMerges(pieces),
    },
  }
}

function bytePairModel(tokens: readonly string[]) {
  return {
    type: 'BPE',
    dropout: null,
    unk_token: null as string | null,
    continuing_subword_prefix: null,
    end_of_word_suffix: null,
    fuse_unk: false,
    byte_fallback: false,
    vocab: Object.fromEntries(tokens.map((text, id) => [text, id])),
  }
}
