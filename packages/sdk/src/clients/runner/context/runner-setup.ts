import type { Cid, Clock, Hex, Logger } from '@aichain/base'
import {
  type CallOptions,
  type Digest,
  InvalidArgumentError,
  silentLogger,
  systemClock,
  systemRandom,
} from '@aichain/base'
import type { InferenceEngine } from '@aichain/inference'
import type { PriceClass } from '../../../core/task/list.js'
import type { Chain } from '../../../ports/chain.js'
import type { ContentStore } from '../../../ports/content-store.js'
import type { Journal } from '../../../ports/journal.js'
import type { ModelCache } from '../../../ports/model-cache.js'
import { checkModel, checkParts } from '../../reader/check-argument.js'
import { type ModelShelf, modelShelf } from '../models/model-shelf.js'
import { logUpdate } from '../updates/log-update.js'
import { type UpdateHub, updateHub } from '../updates/update-hub.js'

/** Where rounds of the deployment's beacon come from. */
export type RoundSource = {
  /** Rejects while the round is not published. The chain checks the signature once more. */
  readonly fetch: (
    round: number,
    options?: CallOptions,
  ) => Promise<{
    /** As the contract's `post` takes it. */
    readonly signature: Hex
    /** The sha2-256 of what the beacon published. */
    readonly randomness: Digest
  }>
}

/** What a node may spend to question a decision. */
export type AppealPolicy = {
  /**
   * Wei that one appeal may take at once: its fee, which is spent, and its
   * deposit, which is lost if the decision was right.
   */
  readonly limit: bigint
}

/** What a `NodeRunner` is made of. */
export type NodeRunnerOptions = {
  /** Reads the contracts, and signs with the key that holds the seat. */
  readonly chain: Chain
  /** Where prompts and the model come from and outputs go. */
  readonly content: ContentStore
  /** One per seat, opened for this runner, which closes it when it stops. */
  readonly journal: Journal
  /** CID of the manifest: a seat serves one model, for the author that it names. */
  readonly model: Cid
  /** Runs the model. Left out where there is a `shelf`. */
  readonly engine?: InferenceEngine | undefined
  /**
   * Weights that several runners of one process share; see `modelShelf`. Whoever
   * made it closes it.
   */
  readonly shelf?: ModelShelf | undefined
  /** Where the model outlasts a restart, for an `engine`. Default: it is fetched each time. */
  readonly modelCache?: ModelCache | undefined
  /**
   * What a vote is asked for: class c takes tasks that pay 4^c times the least
   * share, and is drawn for no cheaper one. Default 0, which is drawn for all.
   */
  readonly priceClass?: PriceClass | undefined
  /**
   * Rounds of the beacon that the node brings itself when its tasks wait for
   * one, for their tips. Default: others bring them.
   */
  readonly rounds?: RoundSource | undefined
  /**
   * How decisions are appealed that contradict what this node computed. Default:
   * for up to two bonds, as far as the wallet holds that; a decision that nobody
   * questions stands, also a bought one. After an appeal that found this node
   * wrong it makes no more.
   */
  readonly appeals?: AppealPolicy | 'never' | undefined
  readonly clock?: Clock | undefined
  readonly logger?: Logger | undefined
  /** Source of salts: unguessable bytes. Default: the platform's. */
  readonly random?: ((length: number) => Uint8Array) | undefined
}

type Needed = 'chain' | 'content' | 'journal' | 'model'
type Defaulted = 'clock' | 'logger' | 'priceClass' | 'random' | 'shelf'

/** The options with every default in its place, and what lives as long as the runner. */
export type RunnerSetup = Pick<NodeRunnerOptions, Needed> & {
  readonly [Key in Defaulted]: NonNullable<NodeRunnerOptions[Key]>
} & {
  readonly rounds: RoundSource | undefined
  readonly appeals: AppealPolicy | 'never' | undefined
  readonly hub: UpdateHub
  /** Ends what the runner itself holds of its model. */
  readonly closeShelf: () => Promise<void>
}

const otherParts = [
  ...['model', 'engine', 'shelf', 'modelCache', 'priceClass', 'rounds'],
  ...['appeals', 'clock', 'logger', 'random'],
]

/** Errors: `InvalidArgumentError`. */
export function runnerSetup(options: NodeRunnerOptions): RunnerSetup {
  checkParts(options, ['chain', 'content', 'journal'], otherParts)
  checkModel(options.model)
  checkChoices(options)
  const { chain, content, journal, model } = options
  const { clock = systemClock, logger = silentLogger } = options
  const hub = updateHub(clock, logger)
  hub.listen((update) => logUpdate(logger, update))
  return {
    chain,
    content,
    journal,
    model,
    clock,
    logger,
    hub,
    priceClass: options.priceClass ?? 0,
    random: options.random ?? systemRandom,
    rounds: options.rounds,
    appeals: options.appeals,
    ...shelfOf(options, hub),
  }
}

/** The shelf tells of all its models; a runner's operator hears of the one that it serves. */
function shelfOf(options: NodeRunnerOptions, hub: UpdateHub) {
  const { shelf: shared, content, engine, modelCache } = options
  const shelf =
    shared ??
    modelShelf({ content, engine: engine as InferenceEngine, modelCache })
  const unlisten = shelf.listen((update) => {
    if (update.model === options.model) hub.emit(update)
  })
  const closeShelf = async () => {
    unlisten()
    if (shared === undefined) await shelf.close()
  }
  return { shelf, closeShelf }
}

function checkChoices(options: NodeRunnerOptions): void {
  const { engine, shelf, modelCache, priceClass, appeals } = options
  const isOne = (engine === undefined) !== (shelf === undefined)
  refuseUnless(isOne, 'engine', 'an engine, or a shelf that has one', engine)
  const isUsed = shelf === undefined || modelCache === undefined
  refuseUnless(isUsed, 'modelCache', 'none where there is a shelf', modelCache)
  const isClass = priceClass === undefined || [0, 1, 2, 3].includes(priceClass)
  refuseUnless(isClass, 'priceClass', 'a class from 0 to 3', priceClass)
  if (appeals === undefined || appeals === 'never') return
  const { limit } = appeals
  const isLimit = typeof limit === 'bigint' && limit > 0n
  refuseUnless(isLimit, 'appeals.limit', 'wei, a bigint above 0', limit)
}

function refuseUnless(
  condition: boolean,
  argument: string,
  expected: string,
  actual: unknown,
): void {
  if (!condition) throw new InvalidArgumentError({ argument, expected, actual })
}
