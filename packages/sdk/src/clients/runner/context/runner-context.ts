import type { Clock, Logger } from '@aichain/base'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { TaskId, TaskState } from '../../../core/task/task.js'
import type { Chain } from '../../../ports/chain.js'
import type { ContentStore } from '../../../ports/content-store.js'
import type { Journal } from '../../../ports/journal.js'
import type { ModelShelf } from '../models/model-shelf.js'
import type { ServedList } from '../models/open-list.js'
import type { StartingPoint } from '../record/progress-record.js'
import type { RoundPoster } from '../round/round-poster.js'
import type { ChainTime } from '../state/chain-time.js'
import type { Health } from '../state/health.js'
import type { PlaceKeeper } from '../state/place-keeper.js'
import type { NodeUpdateBody } from '../updates/node-update.js'
import type { ConcurrencyLimit } from './concurrency-limit.js'

/** What the parts of a running node share. */
export type RunnerContext = {
  readonly chain: Chain
  readonly content: ContentStore
  readonly journal: Journal
  readonly shelf: ModelShelf
  /** The list that the node serves: its manifest names it. */
  readonly list: ServedList
  readonly clock: Clock
  readonly logger: Logger
  readonly random: (length: number) => Uint8Array
  readonly parameters: ProtocolParameters
  readonly start: StartingPoint
  readonly time: ChainTime
  readonly health: Health
  readonly place: PlaceKeeper
  /** `undefined` where the node has no source of rounds. */
  readonly poster: RoundPoster | undefined
  /** Wei that one appeal may take at once; `undefined` for a node that never appeals. */
  readonly appealLimit: bigint | undefined
  /** Decisions that this node questioned and that were right. */
  readonly lostAppeals: Set<TaskId>
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
