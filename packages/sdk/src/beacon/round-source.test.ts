import { expect, it } from 'vitest'
import { devnetBeacon } from './devnet-beacon.js'
import { encodeSignature } from './encode.js'
import { roundSource } from './round-source.js'

it('gives rounds as the contract takes them', async () => {
  const beacon = devnetBeacon()
  const asked: unknown[] = []
  const rounds = roundSource({
    getRound: async (round, options) => {
      asked.push([round, options])
      return beacon.sign(round)
    },
  })
  const { signature, randomness } = beacon.sign(9n)
  const { signal } = new AbortController()
  expect(await rounds.fetch(9, { signal, timeout: 5 })).toEqual({
    signature: encodeSignature(signature),
    randomness,
  })
  expect(asked).toEqual([[9n, { signal, timeout: 5 }]])
})
