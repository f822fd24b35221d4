import type { IpfsServer } from '@aichain/ipfs-server'

/** The same bytes but for one bit. */
export function flipFirstByte(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice()
  changed[0] = (changed[0] ?? 0) ^ 1
  return changed
}

/** Makes the server lie about this block too. */
export function tamperWith({ faults }: IpfsServer, cid: string): void {
  const before = faults.tamper ?? ((_, bytes) => bytes)
  faults.tamper = (asked, bytes) =>
    asked === cid ? flipFirstByte(bytes) : before(asked, bytes)
}
