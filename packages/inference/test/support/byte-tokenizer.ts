const SPECIAL = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'] as const

/** Ids of the tokens that begin and end messages. */
export const BYTE_TOKENIZER = { endOfText: 0, start: 1, end: 2 } as const

const TEMPLATE =
  "{% for message in messages %}{{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"

/** How GPT-2 writes each byte as a visible character. */
export function byteCharacters(): string[] {
  const isVisible = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173)
  let count = 0
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(isVisible(byte) ? byte : 256 + count++),
  )
}

/** Three special tokens, one for each byte, and fillers up to `size`. */
export function byteVocabulary(size: number): string[] {
  const known = [...SPECIAL, ...byteCharacters()]
  const fillers = Math.max(0, size - known.length)
  return [
    ...known,
    ...Array.from({ length: fillers }, (_, index) => `<filler ${index}>`),
  ]
}

/** A tokenizer of single bytes, as the files of a Hugging Face folder. */
export function byteTokenizerFiles(
  size: number,
): Readonly<Record<string, unknown>> {
  const vocabulary = byteVocabulary(size)
  const flags = {
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }
  return {
    'tokenizer.json': {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: SPECIAL.map((content, id) => ({ id, content, ...flags })),
      normalizer: null,
      pre_tokenizer: byteLevel(),
      post_processor: null,
      decoder: byteLevel(),
      model: {
        type: 'BPE',
        dropout: null,
        unk_token: null,
        continuing_subword_prefix: null,
        end_of_word_suffix: null,
        fuse_unk: false,
        byte_fallback: false,
        vocab: Object.fromEntries(vocabulary.map((text, id) => [text, id])),
        merges: [],
      },
    },
    'tokenizer_config.json': {
      bos_token: SPECIAL[BYTE_TOKENIZER.start],
      eos_token: SPECIAL[BYTE_TOKENIZER.end],
      chat_template: TEMPLATE,
      tokenizer_class: 'PreTrainedTokenizerFast',
    },
  }
}

function byteLevel() {
  return {
    type: 'ByteLevel',
    add_prefix_space: false,
    trim_offsets: true,
    use_regex: true,
  }
}

/** The same tokenizer, as the metadata of a GGUF file. */
export function byteTokenizerMetadata(size: number) {
  const vocabulary = byteVocabulary(size)
  const [normal, control] = [1, 3]
  return {
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.pre': 'gpt-2',
    'tokenizer.ggml.tokens': vocabulary,
    'tokenizer.ggml.token_type': Int32Array.from(vocabulary, (_, id) =>
      id < SPECIAL.length ? control : normal,
    ),
    'tokenizer.ggml.merges': [],
    'tokenizer.ggml.bos_token_id': BYTE_TOKENIZER.start,
    'tokenizer.ggml.eos_token_id': BYTE_TOKENIZER.end,
    'tokenizer.chat_template': TEMPLATE,
  }
}
