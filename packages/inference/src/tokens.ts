/**
 * Prompts in tokens, as a model reads them, without its weights.
 *
 * @packageDocumentation
 */

export {
  type PromptCounter,
  type PromptRefusal,
  type PromptRoom,
  promptCounter,
} from './engine/prompt-counter.js'
