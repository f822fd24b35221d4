import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { randomWeights } from './random-weights.js'
import type { Shape } from './shapes.js'
import { textFiles } from './text-files.js'
import { writeGguf } from './write-gguf.js'
import { writeOnnx } from './write-onnx.js'
import { writeSafetensors } from './write-safetensors.js'

/** Counts up with every change of what is written, so that no old file stays in use. */
const VERSION = 2

/** Where each form of a model is, under its folder. */
export const paths = {
  safetensors: 'model.safetensors',
  onnx: 'onnx/model_quantized.onnx',
  gguf: 'model-q8_0.gguf',
}

/**
 * Writes one model in every form that an engine here reads, unless it is there.
 *
 * @returns Its folder.
 */
export function generateModel(
  cache: string,
  name: string,
  shape: Shape,
): string {
  const folder = join(cache, `${name}-v${VERSION}`)
  if (existsSync(folder)) return folder
  const building = `${folder}.part`
  rmSync(building, { recursive: true, force: true })
  mkdirSync(join(building, 'onnx'), { recursive: true })
  for (const [path, text] of Object.entries(textFiles(shape))) {
    writeFileSync(join(building, path), text)
  }
  const weight = randomWeights(shape)
  writeSafetensors(join(building, paths.safetensors), shape, weight)
  writeOnnx(join(building, paths.onnx), shape, weight)
  writeGguf(join(building, paths.gguf), shape, weight)
  renameSync(building, folder)
  return folder
}
