import { ModelUnsupportedError } from '../../errors/model.js'

/** A file that is not what its format says. */
export function damaged(
  path: string,
  reason: string,
  cause?: unknown,
): ModelUnsupportedError {
  const remedy = 'Download or export the file again.'
  return new ModelUnsupportedError({ reason, remedy, path, cause })
}

/** A sound file of a model that this engine does not compute. */
export function unsupported(
  path: string,
  reason: string,
): ModelUnsupportedError {
  const remedy =
    'Choose a model of the Llama family without biases, with weights in F32, F16, BF16, Q8_0, Q4_0, Q4_K or Q6_K.'
  return new ModelUnsupportedError({ reason, remedy, path })
}
