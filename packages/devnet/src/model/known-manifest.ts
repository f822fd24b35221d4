import type { ModelManifest, RuntimePin, StoredFolder } from '@aichain/sdk'
import {
  type CanonicalValue,
  canonicalBytes,
  digestOf,
  encodeManifest,
} from '@aichain/sdk/core'
import manifest from './default-manifest.json' with { type: 'json' }

/** As `default-manifest.test.ts` published it, with two witnesses. */
const known = manifest as unknown as ModelManifest

/**
 * The bytes of the default model's manifest, if what is stored is that model and
 * the engine here is the one that it pins. Its golden vectors were computed and
 * witnessed when this package was made; doing it again at every start would only
 * repeat that.
 */
export function knownManifest(
  stored: StoredFolder,
  runtime: RuntimePin,
): Uint8Array | undefined {
  const { root, files } = stored
  const isKnown =
    isSame({ root, files }, { root: known.root, files: known.files }) &&
    isSame(runtime, known.runtime)
  return isKnown ? encodeManifest(known) : undefined
}

function isSame(one: CanonicalValue, other: CanonicalValue): boolean {
  return digestOf(canonicalBytes(one)) === digestOf(canonicalBytes(other))
}
