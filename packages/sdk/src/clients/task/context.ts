import type { Cid, Clock, Logger } from '@aichain/base'
import type { ModelManifest } from '@aichain/inference'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { Chain } from '../../ports/chain.js'
import type { ContentStore } from '../../ports/content-store.js'
import type { TaskPatience } from './task-patience.js'

/** What every step of a task works with. */
export type TaskContext = {
  readonly chain: Chain
  readonly content: Pick<ContentStore, 'get' | 'put'>
  readonly clock: Clock
  readonly logger: Logger
  readonly patience: TaskPatience
  readonly known: Known
}

/** What never changes once it is known. */
export type Known = {
  parameters: ProtocolParameters | undefined
  readonly manifests: Map<Cid, ModelManifest>
}

/** Reads the deployment's parameters, which are fixed for ever, once. */
export async function parametersOf(
  { chain, known }: TaskContext,
  signal: AbortSignal,
): Promise<ProtocolParameters> {
  known.parameters ??= await chain.getParameters({ signal })
  return known.parameters
}
