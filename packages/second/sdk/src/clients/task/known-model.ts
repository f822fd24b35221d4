import type { Cid } from '@aichain/base'
import {
  ManifestInvalidError,
  type ModelManifest,
  parseManifest,
} from '@aichain/inference'
import { ModelNotFoundError } from '../../errors/model.js'
import type { PromptCounter } from '../../ports/prompt-counter.js'
import { loadModelFiles } from '../load-model-files.js'
import type { TaskContext } from './context.js'

/** The manifest of a registered model; read once. */
export async function manifestOf(
  { chain, content, known }: TaskContext,
  model: Cid,
  signal: AbortSignal,
): Promise<ModelManifest> {
  const remembered = known.manifests.get(model)
  if (remembered) return remembered
  const record = await chain.getModel(model, { signal })
  if (!record) throw new ModelNotFoundError({ model })
  const manifest = parseManifest(await content.get(model, { signal }))
  if (!manifest.ok) {
    throw new ManifestInvalidError({ reason: manifest.reason, model })
  }
  known.manifests.set(model, manifest.value)
  return manifest.value
}

/** The counter of a model's tokens, opened once; `undefined` where none is given. */
export async function counterOf(
  { content, countTokens, known }: TaskContext,
  model: Cid,
  signal: AbortSignal,
): Promise<PromptCounter | undefined> {
  const { get, cat } = content
  if (!countTokens || !cat) return undefined
  const remembered = known.counters.get(model)
  if (remembered) return remembered
  const parameters = { content: { get, cat }, model }
  const files = await loadModelFiles(parameters, { signal })
  const counter = await countTokens(files, { signal })
  known.counters.set(model, counter)
  return counter
}
