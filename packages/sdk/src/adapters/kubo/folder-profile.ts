/**
 * The UnixFS profile `unixfs-v1-2025` as options of Kubo's `add`. Named by
 * hand, because `cidVersion: 1` alone keeps the chunks of 256 KiB.
 *
 * @see {@link https://specs.ipfs.tech/ipips/ipip-0499/}
 */
export const folderProfile = {
  cidVersion: 1,
  rawLeaves: true,
  chunker: 'size-1048576',
  // Kubo knows this option; the client sends it, but its types lack it.
  maxFileLinks: 1024,
  wrapWithDirectory: true,
  pin: true,
} as const
