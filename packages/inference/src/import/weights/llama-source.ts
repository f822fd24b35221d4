import type { TextFiles } from '../shared/text-files.js'
import type { WeightSource } from './import-weights.js'

/** A model that has been opened, whatever its format, and not been read yet. */
export type LlamaSource = {
  readonly weights: WeightSource
  readonly texts: TextFiles
  /** Where its dimensions were found, for error messages. */
  readonly configPath: string
}
