import { cidOf } from '@aichain/base'
import { expect, test } from 'vitest'
import { memoryContentStore } from '../../../adapters/memory/content-store.js'
import { keepPrompt } from './keep-prompt.js'

const { signal } = new AbortController()
const bytes = new TextEncoder().encode('hello')

test('what is there is stored', async () => {
  const content = memoryContentStore()
  const prompt = await content.put(bytes)
  const puts: Uint8Array[] = []
  const counting: typeof content = {
    ...content,
    put: async (given, options) => {
      puts.push(given)
      return content.put(given, options)
    },
  }
  expect(await keepPrompt({ content: counting, signal }, prompt)).toBe(true)
  expect(puts).toEqual([bytes])
})

test('what is gone is said to be gone, and a store that is away is an error', async () => {
  const content = memoryContentStore()
  const prompt = cidOf(bytes)
  expect(await keepPrompt({ content, signal }, prompt)).toBe(false)
  content.stop()
  await expect(keepPrompt({ content, signal }, prompt)).rejects.toMatchObject({
    code: 'content-store-unreachable',
  })
})
