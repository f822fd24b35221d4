import type { Clock, Logger } from '@aichain/base'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { TaskId, TaskState } from '../../../core/task/task.js'
import type { Chain } from '../../../ports/chain.js'
import type { ContentStore } from '../../../ports/content-store.js'
import type { Journal } from '../../../ports/journal.js'
import type { ServedModels } from '../models/served-models.js'
import type { StartingPoint } from '../record/progress-record.js'
import type { ChainTime } from '../state/chain-time.js'
import type { Health } from '../state/health.js'
import type { NodeUpdateBody } from '../updates/node-update.js'
import type { ConcurrencyLimit } from './concurrency-limit.js'

/** What the parts of a running node share. */
export type RunnerContext = {
  readonly chain: Chain
  readonly content: ContentStore
  readonly journal: Journal
  readonly models: ServedModels
  readonly clock: Clock
  readonly logger: Logger
  readonly random: (length: number) => Uint8Array
  readonly parameters: ProtocolParameters
  readonly start: StartingPoint
  readonly time: ChainTime
  readonly health: Health
  /** Wei that a task must offer for each member of its committee. */
  readonly minimumFee: bigint
  /** Closed tasks of which the operator was told, and when (ms). */
  readonly outcomes: Map<
    TaskId,
    { readonly state: TaskState; readonly toldAt: number }
  >
  readonly limitReads: ConcurrencyLimit
  /** Lets work go on beside the caller; a stopping node waits for it. */
  readonly inBackground: (work: Promise<void>) => void
  readonly emit: (update: NodeUpdateBody) => void
  /** Aborted when the node ends: from then on nothing is sent. */
  readonly signal: AbortSignal
  /** Aborted when the node begins to stop: from then on no new vote is begun. */
  readonly intake: AbortSignal
}
