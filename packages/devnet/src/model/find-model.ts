import type { IpfsServer } from '@aichain/ipfs-server'
import type { Cid } from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import type { Foundation } from '../chain/foundation.js'
import type { DevnetSettings } from '../settings/devnet-options.js'
import type { StateFolder } from '../state/state-folder.js'
import { modelSource, publishModel } from './publish-model.js'

/** The model that an earlier run published from the same source, or a new one. */
export async function findModel(parameters: {
  readonly settings: DevnetSettings
  readonly state: StateFolder
  readonly foundation: Foundation
  readonly ipfs: IpfsServer
  readonly note: (text: string) => void
}): Promise<Cid> {
  const { settings, state, foundation, ipfs, note } = parameters
  const { operator, record } = foundation
  const { sampling } = settings
  const source = modelSource(settings.model)
  const key = sampling
    ? `${source.key} ${JSON.stringify(sampling)}`
    : source.key
  const kept = record.models[key]
  if (kept && (await operator.getModel(kept))) return kept
  const model = await publishModel({
    source,
    sampling,
    chain: operator,
    content: kuboContentStore({ url: ipfs.rpcUrl }),
    note,
    signal: settings.signal,
  })
  const models = { ...record.models, [key]: model }
  await state.write({ ...record, models })
  return model
}
