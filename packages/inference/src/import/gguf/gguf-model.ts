import { TEXT_PATHS, type TextFiles } from '../shared/text-files.js'
import { damaged } from '../shared/unsupported.js'
import type { FileParts } from '../stored/file-parts.js'
import { readVector } from '../weights/import-weights.js'
import type { LlamaConfig } from '../weights/llama-config.js'
import type { LlamaSource } from '../weights/llama-source.js'
import { matchTensors } from '../weights/match-tensors.js'
import { rotaryFrequencies } from '../weights/rotary-frequencies.js'
import { GGUF_NAMES, weightPlan } from '../weights/weight-plan.js'
import { type GgufFile, openGguf } from './gguf.js'
import { ggufConfig } from './gguf-config.js'
import { ggufTokenizer } from './gguf-tokenizer.js'

/** By how much each frequency of Llama 3 is slower than its base says. */
const FREQUENCY_FACTORS = 'rope_freqs.weight'

/** Opens a GGUF file, which has everything in it. */
export async function ggufModel(
  parts: FileParts,
  path: string,
): Promise<LlamaSource> {
  const file = await openGguf(parts, path)
  const config = ggufConfig(file)
  const plan = weightPlan(config, GGUF_NAMES)
  return {
    texts: textsOf(file),
    configPath: path,
    weights: {
      config,
      plan,
      tensors: matchTensors(path, plan, file.tensors, /^rope_freqs\.weight$/),
      frequencies: await frequenciesOf(parts, file, config),
      isInterleaved: true,
    },
  }
}

function textsOf(file: GgufFile): TextFiles {
  const { tokenizer, tokenizerConfig } = ggufTokenizer(file)
  const encode = (json: unknown) =>
    new TextEncoder().encode(JSON.stringify(json, undefined, 1))
  return {
    files: [
      { path: TEXT_PATHS.tokenizer, content: encode(tokenizer) },
      { path: TEXT_PATHS.tokenizerConfig, content: encode(tokenizerConfig) },
    ],
    config: undefined,
    generationConfig: undefined,
    tokenizer,
    tokenizerConfig,
    notes: [`Made ${TEXT_PATHS.tokenizer} from the tokenizer in ${file.path}.`],
  }
}

async function frequenciesOf(
  parts: FileParts,
  { path, tensors }: GgufFile,
  { rotaryBase, headDimension, rotaryScaling }: LlamaConfig,
): Promise<Float32Array> {
  const frequencies = rotaryFrequencies(
    rotaryBase,
    headDimension,
    rotaryScaling,
  )
  const tensor = tensors.find(({ name }) => name === FREQUENCY_FACTORS)
  if (!tensor) return frequencies
  const factors = await readVector(parts, tensor)
  const isFit =
    factors.length === frequencies.length && factors.every((each) => each > 0)
  if (!isFit)
    throw damaged(path, `'${FREQUENCY_FACTORS}' has no fitting factors`)
  return frequencies.map((each, index) => each / (factors[index] as number))
}
