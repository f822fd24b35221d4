import { importPeer } from '../platform/peers.js'
import type { TextLibraries } from './text-pipeline.js'

/** Loads the libraries between text and tokens. */
export async function loadTextLibraries(): Promise<TextLibraries> {
  return {
    tokenizers: await importPeer(
      '@huggingface/tokenizers',
      () => import('@huggingface/tokenizers'),
    ),
    jinja: await importPeer(
      '@huggingface/jinja',
      () => import('@huggingface/jinja'),
    ),
  }
}
