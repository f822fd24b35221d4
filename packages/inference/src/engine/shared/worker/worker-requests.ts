import type { GenerationPart } from '../../../ports/inference-engine.js'
import { generate, type LoadedModel } from '../decoding/generation.js'
import { verify } from '../decoding/verify.js'
import {
  faultOf,
  type ReplyEnvelope,
  type RequestEnvelope,
  type WorkerRequest,
} from './worker-protocol.js'

type Generations = Map<number, ReturnType<typeof generate>>

/**
 * Answers requests one after the other, in the order they came: what this
 * returns is the whole worker, apart from its messages.
 *
 * @param load - Brings the engine's model into memory.
 */
export function workerRequests(
  load: (source: unknown) => Promise<LoadedModel>,
): (envelope: RequestEnvelope) => Promise<ReplyEnvelope> {
  const generations: Generations = new Map()
  let model: LoadedModel | undefined
  let last: Promise<unknown> = Promise.resolve()

  const answer = async (request: WorkerRequest) => {
    if (request.type === 'load') {
      model = await load(request.source)
      return undefined
    }
    if (request.type === 'verify') {
      return model && (await verify(model, request.task, request.claim))
    }
    return model && (await answerGeneration(model, generations, request))
  }

  return ({ id, request }) => {
    const reply = last
      .then(() => answer(request))
      .then(
        (value): ReplyEnvelope => ({ id, answer: value }),
        (error): ReplyEnvelope => ({ id, fault: faultOf(error) }),
      )
    last = reply
    return reply
  }
}

/** Milliseconds for which parts are gathered: too few to be seen. */
const GATHERING = 8

/**
 * The next parts of a generation, none after the last. Of a fast model several
 * go in one message, which costs as much as a small model's token. Time decides
 * only how many: what they are does not depend on it.
 */
async function nextParts(
  generation: ReturnType<typeof generate> | undefined,
): Promise<readonly GenerationPart[]> {
  const parts: GenerationPart[] = []
  const end = performance.now() + GATHERING
  do {
    const next = await generation?.next()
    if (!next || next.done) break
    parts.push(next.value)
  } while (performance.now() < end)
  return parts
}

async function answerGeneration(
  model: LoadedModel,
  generations: Generations,
  request: Exclude<WorkerRequest, { type: 'load' | 'verify' }>,
) {
  const { generation } = request
  if (request.type === 'start') {
    generations.set(generation, generate(model, request.task))
    return undefined
  }
  if (request.type === 'next') {
    return await nextParts(generations.get(generation))
  }
  await generations.get(generation)?.return()
  generations.delete(generation)
  return undefined
}
