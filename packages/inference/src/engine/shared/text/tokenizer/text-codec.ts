import type { Tokenizer } from '@huggingface/tokenizers'

/** Text to tokens and back. */
export type TextCodec = {
  /** `undefined` when the text holds something the vocabulary cannot express. */
  readonly encode: (text: string) => readonly number[] | undefined
  /** Special tokens leave no text. */
  readonly decode: (tokens: readonly number[]) => string
}

/**
 * A tokenizer with every choice made explicit: the chat template already wrote
 * the special tokens, and spaces stay as the model produced them (the
 * "clean-up" of older tokenizers takes back text that was already streamed).
 */
export function textCodec(tokenizer: Tokenizer): TextCodec {
  return {
    encode: (text) => {
      const { ids } = tokenizer.encode(text, { add_special_tokens: false })
      return ids.every(Number.isSafeInteger) ? ids : undefined
    },
    decode: (tokens) => {
      // Logits can be wider than the vocabulary, which then has no text for an id.
      const known = tokens.filter(
        (id) => tokenizer.id_to_token(id) !== undefined,
      )
      // The library refuses an empty list.
      if (known.length === 0) return ''
      return tokenizer.decode(known, {
        skip_special_tokens: true,
        clean_up_tokenization_spaces: false,
      })
    },
  }
}
