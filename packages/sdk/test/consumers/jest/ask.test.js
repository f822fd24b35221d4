import { expect, test } from '@jest/globals'
import { askInMemory } from './shared/ask-in-memory.js'

test('a question is answered', async () => {
  const text = await askInMemory()
  expect(text).toBe('Paris, of course.')
  console.log(text)
})
