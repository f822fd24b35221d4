import { unsupported } from '../shared/unsupported.js'
import type { GgufFile } from './gguf.js'

/** How text is cut before its bytes are paired. */
export type PreTokenizer = {
  /** As in `tokenizer.json`. */
  readonly steps: readonly unknown[]
  /** Whether a piece that is a token as it stands is not made of pairs. */
  readonly ignoresMerges: boolean
}

const BYTES = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true }

/** GPT-2's own cutting comes with its bytes. */
const GPT2 = { ...BYTES, use_regex: true }

/** The cutting of Llama 3 and Qwen 2, which differ in how many digits stay together. */
function cutBefore(digits: string) {
  const pattern = `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${digits}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`
  const split = { type: 'Split', pattern: { Regex: pattern } }
  return [
    { ...split, behavior: 'Isolated', invert: false },
    { ...BYTES, use_regex: false },
  ]
}

/** By the names that llama.cpp gives them. */
const PRE_TOKENIZERS: ReadonlyMap<unknown, PreTokenizer> = new Map([
  ['gpt-2', { steps: [GPT2], ignoresMerges: false }],
  [
    'smollm',
    {
      steps: [{ type: 'Digits', individual_digits: true }, GPT2],
      ignoresMerges: false,
    },
  ],
  ['llama-bpe', { steps: cutBefore('\\p{N}{1,3}'), ignoresMerges: true }],
  ['qwen2', { steps: cutBefore('\\p{N}'), ignoresMerges: false }],
])

/** What a GGUF file says by a name, and Hugging Face by rules. */
export function preTokenizer({ path, metadata }: GgufFile): PreTokenizer {
  const name = metadata.get('tokenizer.ggml.pre')
  const found = PRE_TOKENIZERS.get(name)
  if (found) return found
  throw unsupported(path, `its tokenizer cuts text as '${String(name)}' does`)
}
