import type { CID } from 'multiformats/cid'
import type { Blocks } from '../storage/blocks.js'

/**
 * What the server does wrong on purpose, for tests of what reads from it. Set
 * the fields of `IpfsServer.faults` at any time; they count from the next
 * request on, on the RPC and on the gateway alike.
 */
export type IpfsFaults = {
  /** Serves these bytes in place of the block's. What is stored stays whole. */
  tamper?: ((cid: string, bytes: Uint8Array) => Uint8Array) | undefined
  /** Breaks each connection as soon as a request arrives. */
  unreachable?: boolean | undefined
  /** Milliseconds to wait before each answer. */
  delay?: number | undefined
}

/** The blocks as requests see them: through `tamper`, where it is set. */
export function tampered(
  blocks: Blocks,
  faults: IpfsFaults,
): Pick<Blocks, 'get' | 'has'> {
  return {
    has: blocks.has,
    get: async (cid: CID) => {
      const bytes = await blocks.get(cid)
      return faults.tamper?.(cid.toString(), bytes) ?? bytes
    },
  }
}
