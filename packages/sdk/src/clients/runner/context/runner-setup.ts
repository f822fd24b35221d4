import type { Clock, Logger } from '@aichain/base'
import {
  InvalidArgumentError,
  isRawCid,
  silentLogger,
  systemClock,
  systemRandom,
} from '@aichain/base'
import type { InferenceEngine } from '@aichain/inference'
import type { Chain } from '../../../ports/chain.js'
import type { ContentStore } from '../../../ports/content-store.js'
import type { Journal } from '../../../ports/journal.js'
import type { ModelCache } from '../../../ports/model-cache.js'
import { checkList, checkParts } from '../../reader/check-argument.js'
import type { ModelChoice } from '../models/load-served-models.js'
import { type ServedModels, servedModels } from '../models/served-models.js'
import { logUpdate } from '../updates/log-update.js'
import { type UpdateHub, updateHub } from '../updates/update-hub.js'

/** What a `NodeRunner` is made of. */
export type NodeRunnerOptions = {
  /** Reads the contracts, and signs with the key that holds the seat. */
  readonly chain: Chain
  /** Where prompts and models come from and outputs go. */
  readonly content: ContentStore
  readonly engine: InferenceEngine
  /** One per seat, opened for this runner, which closes it when it stops. */
  readonly journal: Journal
  /** CIDs of manifests; `'registered'` serves every model that passes its golden vectors here. */
  readonly models: ModelChoice
  /** Wei that a task must offer for each member of its committee. Default 0. */
  readonly minimumFee?: bigint | undefined
  /** Where models outlast a restart. Default: they are fetched each time. */
  readonly modelCache?: ModelCache | undefined
  /**
   * Models that are in memory at once; when another one is asked for, the one
   * that was idle for longest makes room. Default: all that `models` names, or
   * 4 of those that are registered.
   */
  readonly maximumModels?: number | undefined
  /**
   * Bytes that the files of one model may have; a larger one is not served.
   * Default: no limit for models that are named, else 4 GiB.
   */
  readonly maximumModelBytes?: number | undefined
  readonly clock?: Clock | undefined
  readonly logger?: Logger | undefined
  /** Source of salts: unguessable bytes. Default: the platform's. */
  readonly random?: ((length: number) => Uint8Array) | undefined
}

/** The options with every default in its place, and what lives as long as the runner. */
export type RunnerSetup = Required<{
  readonly [Key in Exclude<
    keyof NodeRunnerOptions,
    keyof ModelLimits | 'modelCache'
  >]: NonNullable<NodeRunnerOptions[Key]>
}> & {
  readonly hub: UpdateHub
  readonly served: ServedModels
}

const otherParts = [
  ...['models', 'minimumFee', 'modelCache', 'maximumModels'],
  ...['maximumModelBytes', 'clock', 'logger', 'random'],
]

/** Errors: `InvalidArgumentError`. */
export function runnerSetup(options: NodeRunnerOptions): RunnerSetup {
  checkParts(options, ['chain', 'content', 'engine', 'journal'], otherParts)
  checkModels(options.models)
  const { clock = systemClock, logger = silentLogger } = options
  const { content, engine, modelCache } = options
  const limits = modelLimits(options)
  const hub = updateHub(clock, logger)
  hub.listen((update) => logUpdate(logger, update))
  return {
    ...options,
    clock,
    logger,
    minimumFee: options.minimumFee ?? 0n,
    random: options.random ?? systemRandom,
    hub,
    served: servedModels({
      content,
      engine,
      emit: hub.emit,
      modelCache,
      ...limits,
    }),
  }
}

type ModelLimits = Required<
  Pick<NodeRunnerOptions, 'maximumModels' | 'maximumModelBytes'>
>

/** Who names models knows them; what is registered may be anything. */
function modelLimits(options: NodeRunnerOptions) {
  const { models } = options
  const limits =
    models === 'registered'
      ? { maximumModels: 4, maximumModelBytes: 4 * 1024 ** 3 }
      : {
          maximumModels: models.length,
          maximumModelBytes: Number.POSITIVE_INFINITY,
        }
  const { maximumModels = limits.maximumModels } = options
  const { maximumModelBytes = limits.maximumModelBytes } = options
  checkLimit('maximumModels', maximumModels)
  if (options.maximumModelBytes !== undefined) {
    checkLimit('maximumModelBytes', maximumModelBytes)
  }
  return { maximumModels, maximumModelBytes }
}

function checkLimit(argument: string, actual: number): void {
  if (Number.isSafeInteger(actual) && actual > 0) return
  const expected = 'a whole number above 0'
  throw new InvalidArgumentError({ argument, expected, actual })
}

function checkModels(models: ModelChoice): void {
  if (models === 'registered') return
  const argument = 'models'
  checkList(argument, models)
  if (models.length === 0) {
    const expected = "at least one model, or 'registered'"
    throw new InvalidArgumentError({ argument, expected, actual: 'none' })
  }
  for (const actual of models) {
    if (isRawCid(actual)) continue
    const expected = 'a list of raw CIDs of manifests'
    throw new InvalidArgumentError({ argument, expected, actual })
  }
}
