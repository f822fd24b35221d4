import { describe, expect, test } from 'vitest'
import { contentStoreConformance } from '../../testing/content-store-conformance.js'
import { memoryContentStore } from './content-store.js'

const text = (value: string) => new TextEncoder().encode(value)

describe('conformance', () => {
  const cases = contentStoreConformance({
    open: () => ({ content: memoryContentStore() }),
    tamper: ({ content }, cid) => content.tamper(cid),
    stop: ({ content }) => content.stop(),
  })
  for (const { name, run } of cases) test(name, run)
})

test('a dropped block is gone, for this store and its sharers', async () => {
  const blocks = new Map()
  const one = memoryContentStore({ blocks })
  const other = memoryContentStore({ blocks })
  const cid = await one.put(text('hello'))
  expect(await other.get(cid)).toEqual(text('hello'))
  one.drop(cid)
  await expect(other.get(cid)).rejects.toMatchObject({
    code: 'content-not-found',
  })
})

test('a fault of one door is not one of the other', async () => {
  const blocks = new Map()
  const one = memoryContentStore({ blocks })
  const other = memoryContentStore({ blocks })
  const cid = await one.put(text('hello'))
  one.tamper(cid, text('other'))
  await expect(one.get(cid)).rejects.toMatchObject({ code: 'content-tampered' })
  expect(await other.get(cid)).toEqual(text('hello'))
})

test('a store that starts again has what it had', async () => {
  const content = memoryContentStore()
  const cid = await content.put(text('hello'))
  content.stop()
  content.start()
  expect(await content.get(cid)).toEqual(text('hello'))
  expect(content.pinned.has(cid)).toBe(true)
})
