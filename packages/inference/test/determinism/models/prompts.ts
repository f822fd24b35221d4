import type { Message, Prompt } from '@aichain/inference'

/** A prompt of the matrix. */
export type NamedPrompt = {
  readonly name: string
  /** Run on emulated machines, too. */
  readonly quick?: boolean
  readonly prompt: Prompt
}

function ask(
  name: string,
  content: string,
  maxNewTokens?: number,
  quick = false,
): NamedPrompt {
  const prompt = promptOf([{ role: 'user', content }], maxNewTokens)
  return { name, quick, prompt }
}

function promptOf(messages: readonly Message[], maxNewTokens?: number): Prompt {
  const limit = maxNewTokens === undefined ? {} : { maxNewTokens }
  return { type: 'aichain/prompt/1', messages, ...limit }
}

/** Characters of Unicode 16 and 17, which older engines do not know. */
const NEW_CHARACTERS =
  "\u{16ea0}'s \u{16ea1}'s \u{11de0}'s \u0295a \u{1fae9} \u{16ea2}'s?"

/** For a model that was trained to chat. */
export const chatPrompts: readonly NamedPrompt[] = [
  ask('four tokens', 'What is the capital of France?', 4, true),
  ask('a question', 'What is the capital of France?'),
  ask('as long as it may be', 'Write a long story about a fox.'),
  {
    name: 'several turns and scripts',
    prompt: promptOf(
      [
        { role: 'system', content: 'You answer in one sentence.' },
        { role: 'user', content: 'Wie heißt „你好“ auf Englisch? 👋🏽' },
        { role: 'assistant', content: 'It is “hello”.' },
        { role: 'user', content: 'हिन्दी, עברית, 한국어, e\u0301 — go on!' },
      ],
      24,
    ),
  },
  ask('characters of Unicode 16 and 17', NEW_CHARACTERS, 16),
  ask('no room for an answer', 'word '.repeat(2500)),
]

/** For a model that goes on with any text. */
export const plainPrompts: readonly NamedPrompt[] = [
  ask('a beginning', 'Once upon a time there was', 8, true),
  ask('one character', 'a', 8, true),
  ask('as long as it may be', 'The quick brown fox jumps over the lazy dog.'),
  ask('several scripts', 'हिन्दी, עברית, 한국어, e\u0301 — 你好 👋🏽', 16),
  ask('many tokens at once', 'counting on and on '.repeat(30), 16),
]

/** As above, for a tokenizer that makes a token of each byte. */
export const bytePrompts: readonly NamedPrompt[] = [
  ask('a beginning', 'Once upon a time there was', 8, true),
  ask('one character', 'a', 8, true),
  ask('as long as it may be', 'The quick brown fox jumps over the lazy dog.'),
  ask('several scripts', 'हिन्दी, 한국어, e\u0301 — 你好 👋🏽', 16),
  ask('many tokens at once', 'counting on and on '.repeat(10), 16),
]
