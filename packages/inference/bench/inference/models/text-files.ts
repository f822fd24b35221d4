import { NORM_EPSILON, type Shape } from './shapes.js'

/** The one special token: the first after those of single bytes. */
export const END = { id: 256, text: '<|end|>' }

/** As byte-level tokenizers write bytes: printable ones as they are, others moved up. */
const byteCharacters = (() => {
  const printable = (byte: number) =>
    (byte >= 33 && byte <= 126) ||
    (byte >= 161 && byte <= 172) ||
    (byte >= 174 && byte <= 255)
  let moved = 256
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCharCode(printable(byte) ? byte : moved++),
  )
})()

/**
 * Tokens by id: one for each byte, whose id it is, then the end, then words
 * that no text is split into. So a text has as many tokens as bytes.
 */
export function vocabulary(size: number): string[] {
  const words = Array.from({ length: size - END.id - 1 }, (_, n) => `Ġword${n}`)
  return [...byteCharacters, END.text, ...words]
}

/**
 * The Hugging Face text files of a model, by path. The chat template writes
 * nothing but what was said.
 */
export function textFiles(shape: Shape): Record<string, string> {
  const files = {
    'config.json': config(shape),
    'generation_config.json': { eos_token_id: END.id },
    'tokenizer.json': tokenizer(shape),
    'tokenizer_config.json': {
      tokenizer_class: 'PreTrainedTokenizerFast',
      eos_token: END.text,
      chat_template: chatTemplate,
    },
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, json]) => [path, JSON.stringify(json)]),
  )
}

/** Writes nothing but what was said. */
export const chatTemplate =
  "{% for message in messages %}{{ message['content'] }}{% endfor %}"

function config(shape: Shape): object {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    attention_bias: false,
    mlp_bias: false,
    hidden_act: 'silu',
    hidden_size: shape.hiddenSize,
    intermediate_size: shape.intermediateSize,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.keyValueHeads,
    head_dim: shape.headDimension,
    vocab_size: shape.vocabularySize,
    max_position_embeddings: shape.contextLength,
    rms_norm_eps: NORM_EPSILON,
    rope_scaling: null,
    rope_theta: shape.ropeTheta,
    tie_word_embeddings: true,
    eos_token_id: END.id,
  }
}

function tokenizer({ vocabularySize }: Shape): object {
  const tokens = vocabulary(vocabularySize)
  const byteLevel = {
    type: 'ByteLevel',
    add_prefix_space: false,
    trim_offsets: true,
    use_regex: false,
  }
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [
      {
        id: END.id,
        content: END.text,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
      },
    ],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: [],
    },
  }
}
