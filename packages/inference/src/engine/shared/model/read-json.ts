import { ModelUnsupportedError } from '../../../errors/model.js'

/** Parses a JSON file of a model; a damaged one is the model's fault. */
export function readJson(path: string, content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(content))
  } catch (cause) {
    throw new ModelUnsupportedError({
      reason: 'the file is not JSON',
      remedy: 'Download the file again.',
      path,
      cause,
    })
  }
}
