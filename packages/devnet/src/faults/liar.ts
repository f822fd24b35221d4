import type { GenerationPart } from '@aichain/sdk'
import type { Interception } from './intercept-prompts.js'

/** What every liar claims. */
export const lie = 'I made this up.'

/** Computes the answer and then gives another one. */
export const liar: Interception = async function* (honest, prompt, options) {
  for await (const part of honest(prompt, options)) {
    yield part.type === 'generation' ? lied : part
  }
}

const lied: GenerationPart = {
  type: 'generation',
  generation: { finishReason: 'stop', text: lie, tokens: [] },
}
