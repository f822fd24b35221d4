import { basename, resolve } from 'node:path'
import type {
  Chain,
  Cid,
  ContentStore,
  Prompt,
  PublishUpdate,
  SamplingRules,
} from '@aichain/sdk'
import { ModelPublisher } from '@aichain/sdk'
import { defaultModel, type ModelSource } from './default-model.js'
import { hubPrefix, openFolder } from './open-folder.js'
import { prepareSource } from './prepare-source.js'

/**
 * Where the model comes from: a folder or file, `hf:owner/name` on the Hugging
 * Face Hub, or the package that comes along.
 */
export function modelSource(folder: string | undefined): ModelSource {
  if (folder === undefined) return defaultModel()
  if (folder.startsWith(hubPrefix)) {
    return { key: folder, folder, name: basename(folder), license: 'unknown' }
  }
  const path = resolve(folder)
  return { key: path, folder: path, name: basename(path), license: 'unknown' }
}

/**
 * What every node must answer just so before it votes. Nobody asks a devnet
 * these things with these limits, so that faulty nodes, which are honest about
 * them, have everything else to be faulty about.
 */
const goldenPrompts: readonly Prompt[] = [
  {
    type: 'aichain/prompt/1',
    messages: [{ role: 'user', content: 'Say hello to the network.' }],
    maxNewTokens: 8,
  },
]

/** Prepares a folder, stores it and registers it. */
export async function publishModel(parameters: {
  readonly source: ModelSource
  readonly sampling?: SamplingRules | undefined
  readonly chain: Chain
  readonly content: ContentStore
  readonly note: (text: string) => void
  readonly signal: AbortSignal | undefined
}): Promise<Cid> {
  const { source, sampling, chain, content, note, signal } = parameters
  note('preparing')
  const folder = await openFolder(source.folder, {
    signal,
    onProgress: (update) => note(describe(update, 'fetching')),
  })
  const prepared = await prepareSource(folder, {
    signal,
    decoding: sampling ? { sampling } : {},
  })
  const { engine, witnesses } = prepared
  const publisher = new ModelPublisher({ chain, content, engine, witnesses })
  const { model } = await publisher.publish(
    {
      model: prepared.model,
      name: source.name,
      license: source.license,
      golden: goldenPrompts,
    },
    { signal, onProgress: (update) => note(describe(update)) },
  )
  return model
}

function describe(update: PublishUpdate, transfer = 'storing'): string {
  switch (update.type) {
    case 'transfer':
      return `${transfer}, ${(update.bytes / 1e6).toFixed(1)} MB`
    case 'folder-stored':
      return 'loading'
    case 'model-loaded':
      return 'computing golden vectors'
    case 'golden-vector-computed':
      return `golden vector ${update.count} of ${update.total}`
    case 'witness-agreed':
      return `witness ${update.count} of ${update.total} agrees`
    default:
      return 'registering'
  }
}
