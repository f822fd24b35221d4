/**
 * Rounds of the beacon that fixes committees: fetched from drand or signed by a
 * devnet, verified, and encoded as the contract takes them.
 *
 * @packageDocumentation
 */
export type { Beacon, BeaconRound } from './beacon/beacon.js'
export {
  type BeaconAttempt,
  BeaconSignatureError,
  BeaconUnreachableError,
} from './beacon/beacon-errors.js'
export { type DevnetBeacon, devnetBeacon } from './beacon/devnet-beacon.js'
export {
  type DrandClient,
  type DrandClientOptions,
  type DrandProgress,
  drandClient,
} from './beacon/drand-client.js'
export { encodeKey, encodeSignature } from './beacon/encode.js'
export { quicknet } from './beacon/quicknet.js'
export { roundSource } from './beacon/round-source.js'
export { roundAt, timeOf } from './beacon/round-time.js'
export { verifyRound } from './beacon/verify-round.js'
