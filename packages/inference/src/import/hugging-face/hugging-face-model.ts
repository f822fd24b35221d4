import type { ModelFolder } from '../../ports/model-folder.js'
import { readTextFiles, TEXT_PATHS } from '../shared/text-files.js'
import type { FileParts } from '../stored/file-parts.js'
import type { LlamaSource } from '../weights/llama-source.js'
import { matchTensors } from '../weights/match-tensors.js'
import { rotaryFrequencies } from '../weights/rotary-frequencies.js'
import { HUGGING_FACE_NAMES, weightPlan } from '../weights/weight-plan.js'
import { huggingFaceConfig } from './hugging-face-config.js'
import { openSafetensors } from './safetensors.js'

/** Older exports store the rotation's frequencies, and tied heads twice. */
const IGNORED = /\.rotary_emb\.inv_freq$|^lm_head\.weight$/

/** Opens a folder as Hugging Face lays it out. */
export async function huggingFaceModel(
  folder: ModelFolder,
  parts: FileParts,
  signal: AbortSignal,
): Promise<LlamaSource> {
  const texts = await readTextFiles(folder, signal)
  const config = huggingFaceConfig(TEXT_PATHS.config, texts.config)
  const { rotaryBase, headDimension, rotaryScaling } = config
  const tensors = await openSafetensors(folder, parts, signal)
  const plan = weightPlan(config, HUGGING_FACE_NAMES)
  const path = tensors[0]?.path ?? TEXT_PATHS.config
  return {
    texts,
    configPath: TEXT_PATHS.config,
    weights: {
      config,
      plan,
      tensors: matchTensors(path, plan, tensors, IGNORED),
      frequencies: rotaryFrequencies(rotaryBase, headDimension, rotaryScaling),
      isInterleaved: false,
    },
  }
}
