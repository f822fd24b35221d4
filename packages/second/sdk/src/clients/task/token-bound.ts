import type { Message } from '@aichain/inference'

/** What a template may write around each message, in tokens. */
const perMessage = 16
/** What it may write besides: instructions of its own where there are none. */
const perPrompt = 512

/**
 * More tokens than a conversation can have, known without its tokenizer.
 *
 * A token covers at least one byte of the text that the tokenizer reads, which
 * may have been normalised first: the longest of Unicode's four forms counts.
 * What templates write around the messages is a generous constant; the longest
 * default instructions of a public model that we know have some 300 tokens.
 */
export function boundTokens(messages: readonly Message[]): number {
  return messages.reduce(
    (sum, { role, content }) =>
      sum + role.length + bytesOf(content) + perMessage,
    perPrompt,
  )
}

const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const

function bytesOf(text: string): number {
  const written = [text, ...forms.map((form) => text.normalize(form))]
  return Math.max(...written.map(countBytes))
}

/** Characters that not every machine knows become U+FFFD, which has three bytes. */
function countBytes(text: string): number {
  let count = 0
  for (const character of text) {
    const code = character.codePointAt(0) as number
    count += code < 0x80 ? 1 : code > 0xffff ? 4 : 3
  }
  return count
}
