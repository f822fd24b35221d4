import { bytesToHex, type Hex } from '@aichain/base'
import {
  parseCompactSignature,
  parseSignature,
  signatureToCompactSignature,
} from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../../base/test/seeded-random.js'
import {
  compactSignature,
  expandSignature,
  hasLowS,
} from './compact-signature.js'

/** The key of the examples in EIP-2098. */
const privateKey =
  '0x1234567890123456789012345678901234567890123456789012345678901234'
const order =
  0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const word = (value: bigint) => value.toString(16).padStart(64, '0')
const signatureOf = (s: bigint, v: string): Hex =>
  `0x${'11'.repeat(32)}${word(s)}${v}`

test.each([
  [
    'Hello World',
    '0x68a020a209d3d56c46f38cc50a33f704f4a9a10a59377f8dd762ac66910e9b90',
    '0x7e865ad05c4035ab5792787d4a0297a43617ae897930a6fe4d822b8faea52064',
  ],
  [
    "It's a small(er) world",
    '0x9328da16089fcba9bececa81663203989f2df5fe1faa6291a45381c81bd17f76',
    '0x939c6d6b623b42da56557e5e734a43dc83345ddfadec52cbe24d0cc64f550793',
  ],
] as const)('packs the example of EIP-2098, %j', async (message, r, vs) => {
  const signature = await privateKeyToAccount(privateKey).signMessage({
    message,
  })
  expect(compactSignature(signature)).toEqual({ ok: true, value: { r, vs } })
  expect(expandSignature({ r, vs })).toBe(signature)
})

test('is the compact form that viem reads, and comes back', async () => {
  const random = seededRandom(33)
  const parities = new Set<unknown>()
  for (let round = 0; round < 50; round++) {
    const hash = bytesToHex(random.bytes(32))
    const signature = await sign({ hash, privateKey, to: 'hex' })
    const packed = compactSignature(signature)
    expect(packed.ok).toBe(true)
    if (!packed.ok) continue
    const whole: Hex = `${packed.value.r}${packed.value.vs.slice(2)}`
    const parsed = parseSignature(signature)
    expect(parseCompactSignature(whole)).toEqual(
      signatureToCompactSignature(parsed),
    )
    expect(expandSignature(packed.value)).toBe(signature)
    expect(hasLowS(packed.value)).toBe(true)
    parities.add(parsed.yParity)
  }
  expect(parities.size).toBe(2)
})

test('takes 0 and 1 for 27 and 28', () => {
  expect(compactSignature(signatureOf(5n, '00'))).toEqual(
    compactSignature(signatureOf(5n, '1b')),
  )
  expect(compactSignature(signatureOf(5n, '01'))).toEqual(
    compactSignature(signatureOf(5n, '1c')),
  )
})

test('takes any case', () => {
  expect(compactSignature(`0x${'AB'.repeat(32)}${'0C'.repeat(32)}1C`)).toEqual(
    compactSignature(`0x${'ab'.repeat(32)}${'0c'.repeat(32)}1c`),
  )
})

test.each<[string, Hex, string]>([
  ['64 bytes', `0x${'11'.repeat(64)}`, 'a signature must be 65 bytes'],
  ['no bytes', '0x', 'a signature must be 65 bytes'],
  ['no digits', `0x${'zz'.repeat(65)}`, 'a signature must be 65 bytes'],
  ['v = 2', signatureOf(5n, '02'), 'v must be 0, 1, 27 or 28, not 2'],
  ['v = 26', signatureOf(5n, '1a'), 'v must be 0, 1, 27 or 28, not 26'],
  ['v = 29', signatureOf(5n, '1d'), 'v must be 0, 1, 27 or 28, not 29'],
  [
    'a high s',
    signatureOf(order / 2n + 1n, '1b'),
    's is in the upper half of the order',
  ],
])('refuses %s', (_, signature, reason) => {
  expect(compactSignature(signature)).toEqual({ ok: false, reason })
})

test('takes the highest s of the lower half, and no higher one', () => {
  const r: Hex = `0x${'11'.repeat(32)}`
  const highest = order / 2n
  expect(compactSignature(signatureOf(highest, '1c')).ok).toBe(true)
  expect(hasLowS({ r, vs: `0x${word(highest)}` })).toBe(true)
  expect(hasLowS({ r, vs: `0x${word(highest + 1n)}` })).toBe(false)
  expect(hasLowS({ r, vs: `0x${word(highest | (1n << 255n))}` })).toBe(true)
})
