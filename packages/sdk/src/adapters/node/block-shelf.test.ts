import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { blockShelf } from './block-shelf.js'

test('gives up the least recently used, and no more than asked', () => {
  const shelf = blockShelf()
  for (const name of ['a', 'b', 'c', 'd']) shelf.put(name, 10)
  shelf.use('a')
  shelf.use('unknown')
  shelf.hold('b')
  expect(shelf.victims(0)).toEqual([])
  expect(shelf.victims(-5)).toEqual([])
  expect(shelf.victims(10)).toEqual(['c'])
  expect(shelf.victims(11)).toEqual(['c', 'd'])
  expect(shelf.victims(30)).toEqual(['c', 'd', 'a'])
  expect(shelf.victims(31)).toBeUndefined()
})

test('a block that is put again counts once, with its new size', () => {
  const shelf = blockShelf()
  shelf.put('a', 10)
  shelf.put('a', 15)
  expect(shelf.total()).toBe(15)
  shelf.replace([{ name: 'b', size: 1 }])
  expect([shelf.total(), shelf.has('a'), shelf.has('b')]).toEqual([
    1,
    false,
    true,
  ])
  shelf.forget('b')
  shelf.forget('b')
  expect(shelf.total()).toBe(0)
})

/**
 * Against a plain list, over thousands of random steps: the sum is right, what
 * is held stays, and who goes was used before everybody who could have gone.
 */
test.each([1, 2, 3, 4, 5])('holds its promises, seed %i', (seed) => {
  const random = seededRandom(seed)
  const shelf = blockShelf()
  const limit = 500
  let plain: { name: string; size: number }[] = []
  const holds = new Map<string, number>()
  for (let step = 0; step < 4000; step += 1) {
    const name = `block ${random.below(40)}`
    const known = plain.find((block) => block.name === name)
    const others = plain.filter((block) => block !== known)
    const count = holds.get(name) ?? 0
    const action = random.below(5)
    if (action === 0 && count < 3 && holds.size < 8) {
      shelf.hold(name)
      holds.set(name, count + 1)
    } else if (action === 1 && count > 0) {
      shelf.letGo(name)
      if (count > 1) holds.set(name, count - 1)
      else holds.delete(name)
    } else if (action === 2) {
      shelf.use(name)
      if (known) plain = [...others, known]
    } else if (!known) {
      const size = 1 + random.below(60)
      const free = plain.filter((block) => !holds.has(block.name))
      const excess = shelf.total() + size - limit
      const victims = shelf.victims(excess)
      const sum = (blocks: typeof plain) =>
        blocks.reduce((total, block) => total + block.size, 0)
      if (!victims) {
        expect(sum(free)).toBeLessThan(excess)
        continue
      }
      // A prefix of those that may go, in the order of use, and a shortest one.
      const gone = free.slice(0, victims.length)
      expect(victims).toEqual(gone.map((block) => block.name))
      expect(sum(gone)).toBeGreaterThanOrEqual(Math.max(0, excess))
      expect(sum(gone.slice(0, -1))).toBeLessThan(Math.max(1, excess))
      for (const victim of victims) shelf.forget(victim)
      plain = plain.filter((block) => !gone.includes(block))
      shelf.put(name, size)
      plain.push({ name, size })
      expect(shelf.total()).toBe(sum(plain))
      expect(shelf.total()).toBeLessThanOrEqual(limit)
    }
  }
})
