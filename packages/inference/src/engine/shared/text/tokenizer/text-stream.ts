import type { TextCodec } from './text-codec.js'

/** Text of a growing list of tokens, piece by piece. */
export type TextStream = {
  /** What `token` adds; empty while a character is incomplete. */
  readonly push: (token: number) => string
  /** All pieces so far, joined. */
  readonly text: () => string
}

/** What decoders put where bytes are not UTF-8 (yet). */
const INCOMPLETE = /\ufffd+$/

/**
 * Decodes tokens as they come. A token may end in the middle of a character;
 * such an end is held back until its rest arrives, and dropped if it never
 * does. The pieces joined are the text, always.
 */
export function textStream(codec: Pick<TextCodec, 'decode'>): TextStream {
  const tokens: number[] = []
  let told = ''
  return {
    push: (token) => {
      tokens.push(token)
      // The whole list, because decoders look at neighbours (spaces, bytes).
      const whole = codec.decode(tokens).replace(INCOMPLETE, '')
      if (!whole.startsWith(told)) return ''
      const piece = whole.slice(told.length)
      told = whole
      return piece
    },
    text: () => told,
  }
}
