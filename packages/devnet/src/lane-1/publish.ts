import type { Chain, Cid, ContentStore, InferenceEngine } from '@aichain/sdk'
import { onnxEngine } from '@aichain/sdk/onnx'
import { memoryEngine, memoryModel } from '@aichain/sdk/testing'
import { modelSource, publishModel } from '../model/publish-model.js'

/** A registered model, and what runs it. */
export type PublishedModel = {
  readonly model: Cid
  readonly engine: InferenceEngine
}

type Parameters = {
  readonly chain: Chain
  readonly content: ContentStore
  readonly note: (text: string) => void
  readonly signal: AbortSignal | undefined
}

/** The devnet's language model. */
export async function publishRealModel(
  parameters: Parameters,
): Promise<PublishedModel> {
  const source = modelSource(undefined)
  const model = await publishModel({ source, ...parameters })
  return { model, engine: onnxEngine() }
}

/** Words drawn from a hash: equal on every node, and there at once. */
export async function publishPretendedModel({
  chain,
  content,
}: Parameters): Promise<PublishedModel> {
  const { model } = await memoryModel(content)
  await chain.registerModel(model)
  return { model, engine: memoryEngine() }
}
