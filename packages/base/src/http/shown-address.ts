/**
 * An address as errors and logs may show it: without user name, password, query
 * and fragment, and without what looks like a key in its path, where services
 * put theirs.
 *
 * @example
 * ```ts
 * import { shownAddress } from '@aichain/base'
 *
 * shownAddress('https://me:secret@rpc.example/v3/0123456789abcdef01?key=1')
 * // 'https://rpc.example/v3/…'
 * ```
 */
export function shownAddress(address: string): string {
  const url = parsed(address)
  // What cannot be taken apart may hold anything.
  if (!url) return '(an address that is no URL)'
  const path = url.pathname.split('/').map(shownSegment).join('/')
  return `${url.protocol}//${url.host}${path}`.replace(/\/+$/, '')
}

function parsed(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}

/** Names of networks and versions are short, or have no digits. */
function shownSegment(segment: string): string {
  const isKey = segment.length >= 16 && /\d/.test(segment)
  return isKey ? '…' : segment
}
