import type { CallOptions, SamplingRules } from '@aichain/sdk'
import type { FaultCounts } from '../faults/fault.js'
import type { DevnetNodeUpdate } from './devnet-node-update.js'
import type { DevnetProgress } from './devnet-progress.js'
import type { ProtocolOptions } from './protocol-parameters.js'

/** How a devnet is set up. */
export type DevnetOptions = Pick<
  CallOptions<DevnetProgress>,
  'signal' | 'onProgress'
> & {
  /** Default 5. Those of one process share the model in memory. */
  readonly nodes?: number | undefined
  /** Members of a committee; default 5, or as many as serve each model. */
  readonly committee?: number | undefined
  /** Seconds between two blocks, fractions allowed; default 1. */
  readonly blockTime?: number | undefined
  /** How many of the nodes are faulty, and how. */
  readonly faults?: FaultCounts | undefined
  /** Milliseconds that a slow node waits; default 5,000. */
  readonly slowBy?: number | undefined
  /** Milliseconds until a crashed node is back; default 3,000. */
  readonly restartAfter?: number | undefined
  /**
   * Each the folder of a model in a Hugging Face layout, its `.gguf` file, or
   * `hf:owner/name`; default: MiniMind2-Small alone. A node serves one model:
   * they take turns, and each model needs three nodes.
   */
  readonly models?: readonly string[] | undefined
  /** Lets the models draw their tokens instead of always saying the likeliest. */
  readonly sampling?: SamplingRules | undefined
  /** Fixed ports; one that is left out is any free port. */
  readonly ports?:
    | {
        readonly chain?: number | undefined
        readonly ipfsRpc?: number | undefined
        readonly ipfsGateway?: number | undefined
      }
    | undefined
  /** Keeps everything here from one start to the next; default: nothing is kept. */
  readonly stateFolder?: string | undefined
  /** Bond, prices, windows and periods of the deployment. */
  readonly protocol?: ProtocolOptions | undefined
  /** Told what each node does. */
  readonly onNodeUpdate?:
    | ((node: number, update: DevnetNodeUpdate) => void)
    | undefined
}

/** The options with their defaults filled in. */
export type DevnetSettings = DevnetOptions &
  Required<{
    [K in
      | 'nodes'
      | 'committee'
      | 'blockTime'
      | 'faults'
      | 'slowBy'
      | 'restartAfter']: NonNullable<DevnetOptions[K]>
  }>
