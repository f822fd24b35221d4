import type { ProtocolParameters } from '../../core/parameters.js'
import type { TaskId, TaskState } from '../../core/task.js'
import type { Chain } from '../../ports/chain.js'
import type { Clock } from '../../ports/clock.js'
import type { ContentStore } from '../../ports/content-store.js'
import type { Journal } from '../../ports/journal.js'
import type { Logger } from '../../ports/logger.js'
import type { ChainTime } from './chain-time.js'
import type { ConcurrencyLimit } from './concurrency-limit.js'
import type { Health } from './health.js'
import type { NodeUpdateBody } from './node-update.js'
import type { StartingPoint } from './progress-record.js'
import type { ServedModels } from './served-models.js'

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
