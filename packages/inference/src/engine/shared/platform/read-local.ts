import { EngineUnavailableError } from '../../../errors/inference.js'
import { builtin } from './builtin.js'

/** Reads a file of this machine, or in a browser of this site. */
export async function readLocal(url: URL): Promise<Uint8Array> {
  const files = builtin('node:fs/promises')
  try {
    if (files) return await files.readFile(url)
    const response = await fetch(url)
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    throw unreadable(url, `HTTP status ${response.status}`)
  } catch (cause) {
    throw cause instanceof EngineUnavailableError
      ? cause
      : unreadable(url, cause)
  }
}

function unreadable(url: URL, cause: unknown): EngineUnavailableError {
  return new EngineUnavailableError({
    missing: url.href,
    remedy: 'Check that the file exists and can be read.',
    cause,
  })
}
