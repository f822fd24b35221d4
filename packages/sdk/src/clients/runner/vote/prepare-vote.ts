import { bytesToHex, type Digest, digestOf } from '@aichain/base'
import { encodeOutput, type Generation, parsePrompt } from '@aichain/inference'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import { UNAVAILABLE } from '../../../core/vote/unavailable.js'
import type { RunnerContext } from '../context/runner-context.js'
import {
  encodeVoteRecord,
  type VoteRecord,
  voteKey,
} from '../record/vote-record.js'
import { fetchPrompt } from '../task/fetch-prompt.js'
import { unavailableFrom } from '../task/next-step.js'
import type { TendedTask } from '../task/tended-task.js'
import { questionOf } from './question-of.js'

/**
 * Works out the vote for a task and writes it to the journal. Nothing leaves
 * this machine: the vote may be committed only once this has resolved.
 */
export async function prepareVote(
  context: RunnerContext,
  tended: TendedTask,
  place: { readonly task: TaskRecord; readonly member: CommitteeMember },
  signal: AbortSignal,
): Promise<VoteRecord> {
  const { chain, journal, random, health } = context
  const vote = await computeVote(context, tended, place.task, signal)
  const record: VoteRecord = {
    type: 'aichain/vote/2',
    chainId: chain.deployment.chainId,
    consensus: chain.deployment.consensus,
    signer: chain.account,
    task: tended.id,
    seat: place.member.seat,
    model: tended.model,
    prompt: tended.prompt,
    ...vote,
    salt: saltFrom(random),
    seed: place.task.seed,
    addedAt: place.task.addedAt,
    addedIn: Number(place.task.addedIn ?? tended.addedIn),
  }
  signal.throwIfAborted()
  await journal.write(voteKey(tended.id), encodeVoteRecord(record))
  health.worked('journal')
  return record
}

/**
 * Nobody guesses 128 bits, and the zeros that fill the word make a settlement
 * cheaper, which carries the salt of every vote.
 */
function saltFrom(random: RunnerContext['random']): Digest {
  return `${bytesToHex(random(16))}${'00'.repeat(16)}`
}

type Vote = Pick<VoteRecord, 'output' | 'document'>

async function computeVote(
  context: RunnerContext,
  tended: TendedTask,
  task: TaskRecord,
  signal: AbortSignal,
): Promise<Vote> {
  const { id, model, prompt } = tended
  const deadline = unavailableFrom(task, context.parameters)
  const bytes = await fetchPrompt(
    context,
    {
      prompt,
      unavailableFrom: deadline,
      onTrouble: (trouble) => {
        tended.trouble = trouble
      },
    },
    signal,
  )
  if (!bytes) {
    context.emit({ type: 'prompt-unavailable', task: id, prompt })
    return { output: UNAVAILABLE }
  }
  const seed = await questionOf(context, tended, task)
  const question = { bytes, seed }
  const generation = await generate(context, tended, question, signal)
  const output = { type: 'aichain/output/1', model, prompt } as const
  const document = encodeOutput({ ...output, ...generation })
  return {
    output: digestOf(document),
    document: new TextDecoder().decode(document),
  }
}

/** A prompt that cannot be read has an answer too, the same on every honest node. */
async function generate(
  context: RunnerContext,
  { id, model }: TendedTask,
  { bytes, seed }: { readonly bytes: Uint8Array; readonly seed: Digest },
  signal: AbortSignal,
): Promise<Generation> {
  const prompt = parsePrompt(bytes)
  if (!prompt.ok) return { finishReason: 'error', error: 'prompt-malformed' }
  const { emit, clock, shelf, health } = context
  const startedAt = clock.now()
  emit({ type: 'inference-started', task: id })
  let count = 0
  const onToken = (tokens: number) => {
    count = tokens
    emit({ type: 'inference-progress', task: id, tokens })
  }
  const request = { model, prompt: prompt.value, seed, onToken }
  const generation = await shelf.generate(request, signal)
  health.worked('engine')
  const duration = clock.now() - startedAt
  emit({ type: 'inference-finished', task: id, tokens: count, duration })
  return generation
}
