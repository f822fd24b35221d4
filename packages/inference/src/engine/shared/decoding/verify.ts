import { explainDivergence } from '../../../diagnosis/divergence.js'
import type { Generation } from '../../../document/output.js'
import { InferenceFailedError } from '../../../errors/inference.js'
import type { Verification } from '../../../ports/inference-engine.js'
import { textStream } from '../text/tokenizer/text-stream.js'
import {
  failure,
  generate,
  type LoadedModel,
  type PreparedTask,
  prepareTask,
} from './generation.js'
import type { GenerationTask } from './generation-task.js'
import type { LanguageModel, Step } from './language-model.js'
import { tokenChoice } from './token-choice.js'

/**
 * Whether a claimed generation is exactly the one that the manifest demands.
 *
 * Where the model's scores do not depend on what is read together, the claimed
 * tokens are read in one pass, and each is compared with what the scores before
 * it choose: up to the first difference, those are the scores that generating
 * would have had. Elsewhere the generation is computed again.
 */
export async function verify(
  model: LoadedModel,
  request: GenerationTask,
  claim: Generation,
): Promise<Verification> {
  const demanded = await demand(model, request, claim)
  const divergence = explainDivergence(claim, demanded)
  return divergence ? { valid: false, divergence } : { valid: true }
}

async function demand(
  model: LoadedModel,
  request: GenerationTask,
  claim: Generation,
): Promise<Generation> {
  const task = prepareTask(model, request.prompt)
  if (!task.ok) return failure(task.reason)
  const { readEach } = model.languageModel
  return readEach === undefined || claim.finishReason === 'error'
    ? await compute(model, request)
    : await follow(model, task.value, request, claim.tokens, readEach)
}

async function compute(
  model: LoadedModel,
  { prompt, seed }: GenerationTask,
): Promise<Generation> {
  for await (const part of generate(model, { prompt, seed })) {
    if (part.type === 'generation') return part.generation
  }
  throw new InferenceFailedError({ reason: 'it ended without a result' })
}

/** What the scores demand, up to its end or to its first difference from `claim`. */
async function follow(
  model: LoadedModel,
  task: PreparedTask,
  { seed }: GenerationTask,
  claim: readonly number[],
  readEach: NonNullable<LanguageModel['readEach']>,
): Promise<Generation> {
  const { codec, decoding } = model
  const choose = tokenChoice(decoding, task.tokens, seed)
  const stream = textStream(codec)
  const tokens: number[] = []
  for await (const { logits } of readClaim(model, task, claim, readEach)) {
    const token = choose(logits)
    if (token === undefined) return failure('non-finite-logits')
    if (decoding.endOfSequence.includes(token)) {
      return { finishReason: 'stop', text: stream.text(), tokens }
    }
    stream.push(token)
    tokens.push(token)
    if (token !== claim[tokens.length - 1]) break
    if (tokens.length === task.limit) break
  }
  return { finishReason: 'length', text: stream.text(), tokens }
}

/** The step after the prompt, and after each claimed token as far as one could be generated. */
async function* readClaim(
  { languageModel }: LoadedModel,
  { tokens, limit }: PreparedTask,
  claim: readonly number[],
  readEach: NonNullable<LanguageModel['readEach']>,
): AsyncGenerator<Step> {
  const step = await languageModel.read(tokens, languageModel.emptyContext())
  const vocabulary = step.logits.length
  yield step
  const stranger = claim.findIndex((token) => token >= vocabulary)
  const known = stranger < 0 ? claim : claim.slice(0, stranger)
  yield* readEach(known.slice(0, limit - 1), step.context)
}
