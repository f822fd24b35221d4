import { builtin } from './builtin.js'
import { missingPeer, PEERS, type Peer } from './peers.js'
import { readLocal } from './read-local.js'

/**
 * Where a file of an installed package is; `undefined` in a browser, which has
 * no installed packages.
 */
export function resolveInstalled(peer: Peer, file: string): URL | undefined {
  const modules = builtin('node:module')
  const urls = builtin('node:url')
  if (!modules || !urls) return undefined
  try {
    const path = modules.createRequire(import.meta.url).resolve(file)
    return urls.pathToFileURL(path)
  } catch (cause) {
    throw missingPeer(peer, cause)
  }
}

/**
 * The version that is installed; in a browser, where the bundler chose it, the
 * one that this release names.
 *
 * @param entry - A file that the package exports.
 */
export async function installedVersion(
  peer: Peer,
  entry: string = peer,
): Promise<string> {
  const file = resolveInstalled(peer, entry)
  return file ? await versionAbove(peer, new URL('.', file)) : PEERS[peer]
}

/** Packages seldom export their `package.json`; it lies above their code. */
async function versionAbove(peer: Peer, folder: URL): Promise<string> {
  const manifest = await readLocal(new URL('package.json', folder)).then(
    (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
    // Not here: further up.
    () => undefined,
  )
  if (manifest?.name === peer) return manifest.version
  const parent = new URL('..', folder)
  if (parent.href === folder.href) throw missingPeer(peer)
  return await versionAbove(peer, parent)
}
