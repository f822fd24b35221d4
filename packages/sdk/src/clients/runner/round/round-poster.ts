import type { Digest, Hex } from '@aichain/base'
import { AichainError, raceSignal } from '@aichain/base'
import { keccakWords } from '../../../core/encoding/keccak.js'
import {
  lookAgainAfter,
  type Pause,
  transactionTimeout,
} from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import type { RoundSource } from '../context/runner-setup.js'
import { type ForeseenTask, foreseeMember } from './foresee-member.js'

/** Brings rounds of the beacon that this node's tasks wait for, each once. */
export type RoundPoster = {
  /**
   * Brings a round when it is this node's turn for one of its tasks. Members go
   * one after the other, in their order; who is none leaves it to them.
   */
  readonly post: (
    round: number,
    task: Omit<ForeseenTask, 'randomness'>,
  ) => Promise<Pause>
  /** The round is on the chain: nothing more is to be done. */
  readonly forget: (round: number) => void
}

/** Milliseconds for one attempt to fetch a round. */
const fetchTimeout = 10_000
const maximumCommittee = 15n

type Fetched = { readonly signature: Hex; readonly randomness: Digest }

type Waiting = {
  readonly since: number
  fetched: Promise<Fetched> | undefined
  posting: Promise<void> | undefined
}

export type RoundPosterContext = Parameters<typeof foreseeMember>[0] &
  Pick<RunnerContext, 'clock' | 'emit' | 'health'>

export function roundPoster(
  context: RoundPosterContext,
  rounds: RoundSource,
): RoundPoster {
  const waiting = new Map<number, Waiting>()

  const waitingFor = (round: number): Waiting => {
    const found = waiting.get(round)
    if (found) return found
    const since = context.clock.now()
    const added = { since, fetched: undefined, posting: undefined }
    waiting.set(round, added)
    return added
  }

  return {
    forget: (round) => waiting.delete(round),
    post: async (round, task) => {
      const entry = waitingFor(round)
      const fetched = await fetchOnce({ context, rounds, round }, entry)
      if (!fetched) return lookAgainAfter
      const { randomness, signature } = fetched
      const member = await foreseeMember(context, { ...task, randomness })
      if (member === undefined) return lookAgainAfter
      const turn = member === 'unknown' ? anyTurn(context, task) : member
      const left = entry.since + turn * turnOf(context) - context.clock.now()
      if (left > 0) return Math.min(left, lookAgainAfter)
      entry.posting ??= send(context, round, signature).finally(() => {
        entry.posting = undefined
      })
      await raceSignal(entry.posting, context.signal)
      return 0
    },
  }
}

/** Milliseconds by which members let each other go first: all of them within a quarter of the commit window. */
function turnOf({ parameters }: RoundPosterContext): number {
  return Math.min(3_000, Math.floor((parameters.commitWindow * 1000) / 60))
}

/** Of those who cannot tell whether they are members, not all at once either. */
function anyTurn(
  { chain }: RoundPosterContext,
  { task }: Omit<ForeseenTask, 'randomness'>,
): number {
  const lot = BigInt(keccakWords(task.id, chain.account))
  return Number(lot % maximumCommittee)
}

/** `undefined` if it could not be had now, which is told. */
async function fetchOnce(
  { context, rounds, round }: FetchParameters,
  entry: Waiting,
): Promise<Fetched | undefined> {
  const { health, signal } = context
  const options = { signal, timeout: fetchTimeout }
  entry.fetched ??= rounds.fetch(round, options)
  const fetching = entry.fetched
  try {
    const fetched = await fetching
    health.worked('beacon')
    return fetched
  } catch (error) {
    if (entry.fetched === fetching) entry.fetched = undefined
    signal.throwIfAborted()
    health.failed(error, { part: 'beacon' })
    return undefined
  }
}

type FetchParameters = {
  readonly context: RoundPosterContext
  readonly rounds: RoundSource
  readonly round: number
}

async function send(
  context: RoundPosterContext,
  round: number,
  signature: Hex,
): Promise<void> {
  const { chain, emit, parameters, signal } = context
  const timeout = transactionTimeout(parameters)
  try {
    const { transactionHash } = await chain.postRound(
      { round, signature },
      { signal, timeout },
    )
    emit({ type: 'round-posted', round, transactionHash })
  } catch (error) {
    const isThere =
      AichainError.isInstance(error) && error.code === 'round-already-posted'
    if (!isThere) throw error
  }
}
