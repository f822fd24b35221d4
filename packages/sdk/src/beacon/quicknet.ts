import type { Beacon } from './beacon.js'

/**
 * drand's network of three seconds, whose scheme is `bls-unchained-g1-rfc9380`.
 *
 * @see {@link https://docs.drand.love/blog/2023/10/16/quicknet-is-live/}
 */
export const quicknet: Beacon & {
  /** What HTTP servers know it by. */
  readonly chainHash: string
  /** Public servers, run by several parties. */
  readonly addresses: readonly string[]
} = {
  publicKey:
    '0x83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesis: 1_692_803_367,
  period: 3,
  chainHash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  addresses: [
    'https://api.drand.sh',
    'https://drand.cloudflare.com',
    'https://api2.drand.sh',
    'https://api3.drand.sh',
  ],
}
