import type { IpfsServer } from '@aichain/ipfs-server'
import type { Cid } from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import type { Foundation } from '../chain/foundation.js'
import type { DevnetSettings } from '../settings/devnet-options.js'
import { refuse } from '../settings/rules.js'
import type { DevnetRecord } from '../state/devnet-record.js'
import type { StateFolder } from '../state/state-folder.js'
import type { ModelSource } from './default-model.js'
import { modelSource, publishModel } from './publish-model.js'

/** What models are published with. */
export type FindModelsParameters = {
  readonly settings: DevnetSettings
  readonly state: StateFolder
  readonly foundation: Foundation
  readonly ipfs: IpfsServer
  readonly note: (text: string) => void
}

/**
 * The models that earlier runs published from the same sources, or new ones, in
 * order.
 *
 * Errors: `InvalidArgumentError` if two of them are the same.
 */
export async function findModels(
  parameters: FindModelsParameters,
): Promise<readonly Cid[]> {
  const { foundation, settings, state } = parameters
  const sources = (settings.models ?? [undefined]).map(modelSource)
  const models: Cid[] = []
  // One after another: each has the whole machine for its golden vectors.
  let { record } = foundation
  for (const source of sources) {
    const { key, model } = await findModel(parameters, record, source)
    // Two names of one folder, or two folders with the same files.
    if (models.includes(model)) refuse('models', 'different ones', source.name)
    models.push(model)
    if (record.models[key] === model) continue
    record = { ...record, models: { ...record.models, [key]: model } }
    await state.write(record)
  }
  return models
}

async function findModel(
  parameters: FindModelsParameters,
  record: DevnetRecord,
  source: ModelSource,
): Promise<{ readonly key: string; readonly model: Cid }> {
  const { settings, foundation, ipfs, note } = parameters
  const { operator } = foundation
  const { sampling } = settings
  const key = sampling
    ? `${source.key} ${JSON.stringify(sampling)}`
    : source.key
  const kept = record.models[key]
  if (kept && (await operator.getModel(kept))) return { key, model: kept }
  const model = await publishModel({
    source,
    sampling,
    chain: operator,
    content: kuboContentStore({ url: ipfs.rpcUrl }),
    note: (text) => note(settings.models ? `${source.name}: ${text}` : text),
    signal: settings.signal,
  })
  return { key, model }
}
