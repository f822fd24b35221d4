import { describe, expect, test } from 'vitest'
import { openMemoryNetwork } from '../../../test/memory-network.js'
import { clientOf, requestOf } from '../../../test/task-listener.js'
import { keptOf } from '../../core/money/slash.js'
import type { ByClass, ListRecord } from '../../core/task/list.js'
import { listId } from '../../core/task/list-id.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import { documentCid } from '../../testing/chain-fixture.js'
import { orderTerms } from './order-terms.js'
import { type QuoteRequest, quoteFor } from './quote.js'

const { scene } = await openMemoryNetwork()
const { parameters } = scene
const model = documentCid(1)

/** A list with so many places of each class. */
function listOf(current: ByClass<number>): ListRecord {
  return {
    ...{ id: listId({ model }), model, isOpening: false },
    ...{ current, next: current, open: 0, entranceFee: 0n },
  }
}

function quoteOf(
  current: ByClass<number>,
  request: Omit<QuoteRequest, 'model'> = {},
  of: ProtocolParameters = parameters,
) {
  const list = listOf(current)
  const order = orderTerms(list, of, {
    ...{ fee: undefined, seed: undefined, roundTip: undefined },
    ...{ committeeSize: 5, minimumPlaces: undefined, ...request },
  } as Parameters<typeof orderTerms>[2])
  return quoteFor({ parameters: of, list, order }, request)
}

describe('how sure an answer is', () => {
  test('a larger adversary makes it less sure', () => {
    for (let committeeSize = 3; committeeSize <= 15; committeeSize += 1) {
      let before = { wrong: -1, stuck: -1 }
      for (const adversaryShare of [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.9, 1]) {
        const request = { committeeSize, adversaryShare }
        const quote = quoteOf([200, 0, 0, 0], request)
        const { probabilityWrong: wrong, probabilityStuck: stuck } = quote
        expect(wrong).toBeGreaterThanOrEqual(before.wrong)
        expect(stuck).toBeGreaterThanOrEqual(before.stuck)
        expect(wrong).toBeLessThanOrEqual(1 + 1e-12)
        before = { wrong, stuck }
      }
      expect(before.wrong).toBeCloseTo(1, 10)
    }
  })

  test('is told for the places that are reached', () => {
    const request = { committeeSize: 7, adversaryShare: 0.2, outageRate: 0.02 }
    const quote = quoteOf([200, 0, 0, 0], request)
    expect(quote).toMatchObject({ places: 200, outageRate: 0.02 })
    expect(quote.quorumProbability).toBeCloseTo(0.826, 3)
    expect(quote.probabilityWrong).toBeCloseTo(0.00394, 5)
    expect(quote.quorumProbability + quote.probabilityStuck).toBeCloseTo(1, 12)
  })

  test('a small list cannot be held by a share that would hold a large one', () => {
    const request = { committeeSize: 15, adversaryShare: 0.6 }
    expect(quoteOf([15, 0, 0, 0], request).probabilityWrong).toBe(0)
    const large = quoteOf([200, 0, 0, 0], request)
    expect(large.probabilityWrong).toBeGreaterThan(0.3)
  })

  test('the seats of another model make it no surer', async () => {
    const network = await openMemoryNetwork({ seats: 6 })
    const quote = await clientOf(network).quote({ model: network.model })
    expect(quote).toMatchObject({ places: 6, listPlaces: 6 })
    const alone = quoteOf([6, 0, 0, 0])
    expect(quote.probabilityWrong).toBe(alone.probabilityWrong)
  })
})

describe('what a fee reaches', () => {
  const { minimumShare } = scene.parameters
  const mixed: ByClass<number> = [10, 20, 5, 5]

  test('is told for each price', () => {
    const { prices } = quoteOf(mixed)
    expect(prices.map(({ places }) => places)).toEqual([10, 30, 35, 40])
    expect(prices.map(({ share }) => share / minimumShare)).toEqual([
      ...[1n, 4n, 16n, 64n],
    ])
    expect(prices.map(({ fee, share }) => fee / share)).toEqual([
      ...[5n, 5n, 5n, 5n],
    ])
  })

  test('is by default seven eighths of the list, for as little as that takes', () => {
    // Of 40 places 35 are demanded: those of class 2 complete them.
    const quote = quoteOf(mixed)
    expect(quote).toMatchObject({
      ...{ minimumPlaces: 35, places: 35, listPlaces: 40 },
      ...{ share: 16n * minimumShare, fee: 80n * minimumShare },
    })
  })

  test('is fewer places for less, where the request says so', () => {
    const quote = quoteOf(mixed, { minimumPlaces: 10 })
    expect(quote).toMatchObject({ places: 10, share: minimumShare })
    expect(quote.probabilityWrong).not.toBe(quoteOf(mixed).probabilityWrong)
  })

  test('of a fee is whole shares for all', () => {
    const fee = 100n * minimumShare + 4n
    const quote = quoteOf(mixed, { fee })
    expect(quote).toMatchObject({ share: 20n * minimumShare, places: 35 })
    expect(quote.fee).toBe(100n * minimumShare)
  })

  test.each([
    ['less than the least share', { fee: 5n * minimumShare - 1n }, 'low'],
    ['more than a lie costs', { fee: 10n ** 18n }, 'high'],
  ])('%s is refused', (_, request, how) => {
    expect(() => quoteOf(mixed, request)).toThrow(
      expect.objectContaining({ code: `share-too-${how}` }),
    )
  })

  test('too few places are refused', () => {
    const few = () => quoteOf(mixed, { fee: 5n * minimumShare })
    expect(few).toThrow(
      expect.objectContaining({
        ...{ code: 'not-enough-places', places: 10n, required: 35n },
      }),
    )
    expect(() => quoteOf([4, 0, 0, 0])).toThrow(
      expect.objectContaining({ code: 'not-enough-places', places: 4n }),
    )
  })
})

describe('the seed', () => {
  const beaconOnly: ProtocolParameters = { ...parameters, blockSeeds: 'never' }

  test('is the block where the deployment takes it, and costs no tip', () => {
    const quote = quoteOf([40, 0, 0, 0])
    expect(quote).toMatchObject({ seed: 'block', roundTip: 0n })
    expect(quote.maximumWait).toBe(1200)
  })

  test('is else the beacon, whose round is waited and paid for', () => {
    const { minimumShare, seedDelay, beacon } = parameters
    const quote = quoteOf([40, 0, 0, 0], {}, beaconOnly)
    expect(quote).toMatchObject({
      ...{ seed: 'beacon', roundTip: minimumShare },
      ...{ share: minimumShare, fee: 6n * minimumShare },
    })
    expect(quote.maximumWait).toBe(1200 + seedDelay + beacon.period)
  })

  test('that the deployment does not take is refused, and a tip for nobody', () => {
    const never = () => quoteOf([40, 0, 0, 0], { seed: 'block' }, beaconOnly)
    expect(never).toThrow(expect.objectContaining({ code: 'seed-refused' }))
    const tip = () => quoteOf([40, 0, 0, 0], { roundTip: 1n })
    expect(tip).toThrow(expect.objectContaining({ code: 'tip-without-round' }))
  })
})

test('a quote says what can be questioned, and what does not come back', () => {
  expect(quoteOf([9, 0, 0, 0]).appealable).toBe(false)
  const quote = quoteOf([10, 0, 0, 0])
  expect(quote.appealable).toBe(true)
  expect(quote.keptIfUndecided).toBe(keptOf({ committeeSize: 5 }, parameters))
})

test('what is quoted is what is taken', async () => {
  const network = await openMemoryNetwork({ classes: [0, 0, 0, 1, 2] })
  const tasks = clientOf(network)
  const request = requestOf(network, { fee: undefined, roundTip: undefined })
  const quote = await tasks.quote({ model: network.model })
  const { id } = await tasks.submit(request)
  const { order } = await network.scene.terms(id)
  const { share, roundTip, minimumPlaces, seed, committeeSize } = quote
  expect(order).toMatchObject({ share, roundTip, minimumPlaces, seed })
  expect(order.committeeSize).toBe(committeeSize)
  const { requester } = network
  const [held] = await requester.getEvents({ fromBlock: 0n, task: id })
  expect(held?.type).toBe('task-added')
})
