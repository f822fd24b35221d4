import { EngineUnavailableError } from '../../../errors/inference.js'

/** Optional packages of the engine, in the versions this release was tested with. */
export const PEERS = {
  'onnxruntime-web': '1.30.0',
  '@huggingface/tokenizers': '0.2.0',
  '@huggingface/jinja': '0.5.11',
  'onnx-proto': '8.0.1',
} as const

export type Peer = keyof typeof PEERS

/**
 * Imports an optional package.
 *
 * @param load - `() => import('…')`, written out so that bundlers see it.
 */
export async function importPeer<T>(
  peer: Peer,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    throw missingPeer(peer, cause)
  }
}

/** Says what to install. */
export function missingPeer(
  peer: Peer,
  cause?: unknown,
): EngineUnavailableError {
  const list = Object.entries(PEERS).map(
    ([name, version]) => `${name}@${version}`,
  )
  return new EngineUnavailableError({
    missing: peer,
    remedy: `Run \`npm install ${list.join(' ')}\`.`,
    cause,
  })
}
