import { bytesToHex, type Hex, hexToBytes } from '@aichain/base'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { describe, expect, it } from 'vitest'
import type { Beacon, BeaconRound } from './beacon.js'
import { devnetBeacon } from './devnet-beacon.js'
import { encodeKey, encodeSignature } from './encode.js'
import { hashRound } from './hash-round.js'
import { quicknet } from './quicknet.js'
import { quicknetRounds } from './quicknet-rounds.js'

/** What the contract's tests read; `-u` writes it. */
const file = '../../../contracts/test/vectors/beacon.json'

const { Point } = bls12_381.G1
const { ORDER } = bls12_381.fields.Fp

/** Lists of one length each, as forge reads them. */
function vectorsOf(
  { publicKey, genesis, period }: Beacon,
  rounds: readonly BeaconRound[],
) {
  return {
    publicKey: encodeKey(publicKey),
    genesis,
    period,
    round: rounds.map(({ round }) => Number(round)),
    compressed: rounds.map(({ signature }) => signature),
    signature: rounds.map(({ signature }) => encodeSignature(signature)),
    randomness: rounds.map(({ randomness }) => randomness),
    hash: rounds.map(({ round }) =>
      encodeSignature(bytesToHex(hashRound(round).toBytes(true))),
    ),
  }
}

/** What the beacon must refuse for a round, though only little is wrong. */
function refusalsOf({ round, signature }: BeaconRound) {
  const point = bls12_381.shortSignatures.Signature.fromBytes(
    hexToBytes(signature),
  )
  const { x, y } = point.toAffine()
  // Of order 3: a pairing alone would not notice that it was added.
  const torsion = Point.fromAffine({ x: 0n, y: 2n })
  const outside = point.add(torsion).toAffine()
  const words = {
    negated: [x, ORDER - y],
    doubled: point.double(),
    infinity: [0n, 0n],
    generator: Point.BASE,
    'outside the group': [outside.x, outside.y],
    'of order three': [0n, 2n],
    'off the curve': [x, y + 1n],
    'x not reduced': [x + ORDER, y],
    'y not reduced': [x, y + ORDER],
    'something before x': [x + (1n << 400n), y],
    'x and y exchanged': [y, x],
  }
  const signatures = Object.values(words).map((each) =>
    wordsOf(Array.isArray(each) ? each : affine(each)),
  )
  return {
    reason: [...Object.keys(words), 'with a pair of its own'],
    signature: [...signatures, forged(round)],
  }
}

/**
 * For a contract that does not look at the length: the equation that it checks
 * would be e(-H, key) e(infinity, -generator) e(H, key) = 1, and hold.
 */
function forged(round: bigint): Hex {
  const against = wordsOf(affine(hashRound(round).negate()))
  const key = encodeKey(quicknet.publicKey)
  return `${against}${key.slice(2)}${'00'.repeat(128)}`
}

function affine(point: InstanceType<typeof Point>): readonly bigint[] {
  const { x, y } = point.toAffine()
  return [x, y]
}

/** Also of what is no point, which `encodeSignature` refuses. */
function wordsOf(values: readonly bigint[]): Hex {
  const digits = values.map((value) => value.toString(16).padStart(128, '0'))
  return `0x${digits.join('')}`
}

describe('the vectors of the beacon', () => {
  it('are what both sides compute', async () => {
    const devnet = devnetBeacon()
    const signed = [
      1n,
      2n,
      32_767n,
      32_768n,
      32_769n,
      2n ** 40n,
      2n ** 53n - 1n,
    ]
    const vectors = {
      quicknet: vectorsOf(quicknet, quicknetRounds),
      devnet: vectorsOf(devnet, signed.map(devnet.sign)),
      refused: refusalsOf(quicknetRounds[1] as BeaconRound),
    }
    const text = `${JSON.stringify(vectors, null, 2)}\n`
    await expect(text).toMatchFileSnapshot(file)
  })
})
