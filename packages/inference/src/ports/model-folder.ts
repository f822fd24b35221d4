import type { CallOptions } from '@aichain/base'
import type { DecodingRules } from '../document/manifest.js'

/**
 * The files of a model before it is prepared: a folder in a Hugging Face
 * layout, on a disk, behind HTTP or in memory. Read on demand, because such
 * folders hold many files of which some are needed.
 */
export type ModelFolder = {
  /** Paths inside the folder, with `/` between parts, never absolute. */
  readonly paths: readonly string[]
  /** Whole content of one of `paths`. */
  readonly read: (path: string, options?: CallOptions) => Promise<Uint8Array>
  /**
   * Bytes `start` up to, not including, `end` of one of `paths`; fewer where the
   * file ends before, and never more memory than that. Without it, whoever needs
   * a part reads the whole file.
   */
  readonly readRange?: (
    path: string,
    start: number,
    end: number,
    options?: CallOptions,
  ) => Promise<Uint8Array>
}

/** A file of a model that is ready to be published. */
export type PreparedFile = {
  readonly path: string
  readonly content: Uint8Array
}

/** A model that an engine has examined and made fit to publish. */
export type PreparedModel = {
  /** What goes on IPFS, sorted by path. */
  readonly files: readonly PreparedFile[]
  /** How the weights are held, as in the graph's file name: `fp32`, `q8`. */
  readonly dtype: string
  /** Paths of the parts the engine reads. */
  readonly graph: string
  readonly config: string
  readonly tokenizer: string
  readonly tokenizerConfig: string
  readonly decoding: DecodingRules
  /** What was changed in the files, one sentence each, for people. */
  readonly notes: readonly string[]
}
