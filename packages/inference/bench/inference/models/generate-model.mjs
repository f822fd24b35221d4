import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { randomWeights } from './random-weights.mjs'
import { textFiles } from './text-files.mjs'
import { writeGguf } from './write-gguf.mjs'
import { writeOnnx } from './write-onnx.mjs'
import { writeSafetensors } from './write-safetensors.mjs'

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
 * @param {string} cache
 * @param {string} name
 * @param {import('./shapes.mjs').Shape} shape
 * @returns {string} Its folder.
 */
export function generateModel(cache, name, shape) {
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
