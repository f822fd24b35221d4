import type { Cid, Clock, Logger } from '@aichain/base'
import type { ModelManifest } from '@aichain/inference'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import { WalletMissingError } from '../../errors/chain.js'
import type { Chain, ChainReader, ChainWriter } from '../../ports/chain.js'
import type { ContentStore } from '../../ports/content-store.js'
import type { CountTokens, PromptCounter } from '../../ports/prompt-counter.js'
import type { ChosenTerms } from './chosen-terms.js'
import type { TaskPatience } from './task-patience.js'

/**
 * The part of a content store that tasks use: `put` for prompts, `cat` for the
 * tokenizer of a model. A client that only follows tasks needs neither.
 */
export type TaskContent = Pick<ContentStore, 'get'> &
  Partial<Pick<ContentStore, 'cat' | 'put'>>

/** What every step of a task works with. */
export type TaskContext = {
  readonly chain: ChainReader
  /** `undefined` where the chain can only be read. */
  readonly writer: ChainWriter | undefined
  readonly content: TaskContent
  readonly countTokens: CountTokens | undefined
  readonly clock: Clock
  readonly logger: Logger
  readonly patience: TaskPatience
  readonly known: Known
  readonly chosen: ChosenTerms
}

/** What never changes once it is known. */
export type Known = {
  parameters: ProtocolParameters | undefined
  readonly manifests: Map<Cid, ModelManifest>
  readonly counters: Map<Cid, PromptCounter>
}

/** Reads the deployment's parameters, which are fixed for ever, once. */
export async function parametersOf(
  { chain, known }: Pick<TaskContext, 'chain' | 'known'>,
  signal: AbortSignal,
): Promise<ProtocolParameters> {
  known.parameters ??= await chain.getParameters({ signal })
  return known.parameters
}

/** The writing half of a chain that has one. */
export function writerIn(chain: ChainReader | Chain): ChainWriter | undefined {
  return 'addTask' in chain && chain.account !== undefined ? chain : undefined
}

/** The writing half; throws `WalletMissingError` where there is none. */
export function requireWriter({
  writer,
}: Pick<TaskContext, 'writer'>): ChainWriter {
  if (writer) return writer
  throw new WalletMissingError()
}
