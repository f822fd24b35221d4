import type { Prompt } from '../../document/prompt.js'
import { InferenceFailedError } from '../../errors/inference.js'
import type {
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  ModelFiles,
} from '../../ports/inference-engine.js'
import type { GenerationTask } from '../shared/decoding/generation-task.js'
import { errorOf, faultOf } from '../shared/worker/worker-protocol.js'
import type {
  EngineSource,
  FileAnswer,
  ProcessModel,
  ProcessRequest,
} from './engine-process-protocol.js'

/** Answers the process that started this one, until that is gone. */
function serveProcess(): void {
  const files = fileQuestions()
  const answer = processRequests(files.read)
  let last: Promise<unknown> = Promise.resolve()
  process.on('message', (message) => {
    if (files.settle(message as FileAnswer)) return
    const { id, request } = message as { id: number; request: ProcessRequest }
    last = last
      .then(() => answer(request))
      .then(
        (value) => post({ id, answer: value }),
        (error) => post({ id, fault: faultOf(error) }),
      )
  })
  // Nobody is left to answer to, and a process must not outlive its purpose.
  process.on('disconnect', () => process.exit())
}

function post(message: unknown): void {
  process.send?.(message)
}

/** The model's files are with the other process. */
function fileQuestions() {
  const pending = new Map<number, (answer: FileAnswer) => void>()
  let count = 0
  const read = async (path: string): Promise<Uint8Array> => {
    const file = count++
    const answered = new Promise<FileAnswer>((resolve) => {
      pending.set(file, resolve)
    })
    post({ file, path })
    const answer = await answered
    if ('fault' in answer) throw errorOf(answer.fault)
    return answer.content
  }
  const settle = (answer: FileAnswer): boolean => {
    pending.get(answer.file)?.(answer)
    return pending.delete(answer.file)
  }
  return { read, settle }
}

function processRequests(read: ModelFiles['read']) {
  const generations = new Map<number, AsyncIterator<GenerationPart>>()
  let engine: InferenceEngine | undefined
  let session: InferenceSession | undefined
  return async (request: ProcessRequest): Promise<unknown> => {
    if (request.type === 'engine') {
      engine = await makeEngine(request.source)
      return await engine.runtime()
    }
    if (request.type === 'load') {
      const { manifest } = request.source as ProcessModel
      session = await engine?.load({ manifest, read })
      return undefined
    }
    if (!session)
      throw new InferenceFailedError({ reason: 'no model is loaded' })
    if (request.type === 'verify') {
      const { seed } = request.task
      return await session.verify(promptOf(request.task), request.claim, {
        seed,
      })
    }
    return await answerGeneration(session, generations, request)
  }
}

async function makeEngine(source: EngineSource): Promise<InferenceEngine> {
  const module = await import(/* @vite-ignore */ source.module)
  const make = module[source.exportName]
  if (typeof make === 'function') return await make(source.argument)
  throw new InferenceFailedError({
    reason: `${source.module} exports no function ${source.exportName}`,
  })
}

async function answerGeneration(
  session: InferenceSession,
  generations: Map<number, AsyncIterator<GenerationPart>>,
  request: Extract<ProcessRequest, { type: 'start' | 'next' | 'stop' }>,
): Promise<readonly GenerationPart[] | undefined> {
  const { generation } = request
  if (request.type === 'start') {
    const { seed, trace } = request.task
    const parts = session.generate(promptOf(request.task), { seed, trace })
    generations.set(generation, parts[Symbol.asyncIterator]())
    return undefined
  }
  if (request.type === 'next') {
    const next = await generations.get(generation)?.next()
    return next && !next.done ? [next.value] : []
  }
  await generations.get(generation)?.return?.()
  generations.delete(generation)
  return undefined
}

/** What is no prompt goes on as one, because what to answer is the engine's to say. */
function promptOf({ prompt }: GenerationTask): Prompt {
  try {
    return JSON.parse(new TextDecoder().decode(prompt))
  } catch {
    return {} as Prompt
  }
}

serveProcess()
