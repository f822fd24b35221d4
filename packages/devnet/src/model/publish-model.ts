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
import { knownManifest } from './known-manifest.js'
import { hubPrefix, openFolder } from './open-folder.js'
import { type PreparedSource, prepareSource } from './prepare-source.js'

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

/** What to publish, and where. */
export type PublishModelParameters = {
  readonly source: ModelSource
  readonly sampling?: SamplingRules | undefined
  readonly chain: Chain
  readonly content: ContentStore
  readonly note: (text: string) => void
  readonly signal: AbortSignal | undefined
}

/**
 * Prepares a folder, stores it and registers it. The default model was witnessed
 * when this package was made; every other is witnessed now.
 */
export async function publishModel(
  parameters: PublishModelParameters,
): Promise<Cid> {
  const prepared = await prepare(parameters)
  const known = await publishKnown(parameters, prepared)
  return known ?? (await publishPrepared(parameters, prepared))
}

/** As {@link publishModel}, and witnesses the default model as well. */
export async function publishWitnessed(
  parameters: PublishModelParameters,
): Promise<Cid> {
  return await publishPrepared(parameters, await prepare(parameters))
}

async function prepare({
  source,
  sampling,
  note,
  signal,
}: PublishModelParameters): Promise<PreparedSource> {
  note('preparing')
  const folder = await openFolder(source.folder, {
    signal,
    onProgress: (update) => note(describe(update, 'fetching')),
  })
  return await prepareSource(folder, {
    signal,
    decoding: sampling ? { sampling } : {},
  })
}

/** Nothing, if it is not the model whose manifest is known. */
async function publishKnown(
  { source, sampling, chain, content, note, signal }: PublishModelParameters,
  { model, engine }: PreparedSource,
): Promise<Cid | undefined> {
  if (source.key !== defaultModel().key || sampling) return undefined
  const onProgress = (update: PublishUpdate) => note(describe(update))
  const folder = await content.putFolder(model.files, { signal, onProgress })
  const bytes = knownManifest(folder, await engine.runtime())
  if (!bytes) return undefined
  const cid = await content.put(bytes, { signal })
  if (!(await chain.getModel(cid, { signal }))) {
    note('registering')
    await chain.registerModel(cid, { signal })
  }
  return cid
}

async function publishPrepared(
  { source, chain, content, note, signal }: PublishModelParameters,
  prepared: PreparedSource,
): Promise<Cid> {
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
