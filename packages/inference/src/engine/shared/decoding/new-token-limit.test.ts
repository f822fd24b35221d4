import { expect, test } from 'vitest'
import { newTokenLimit } from './new-token-limit.js'

const rules = { contextLimit: 100, maxNewTokens: 20 }

test.each([
  { promptTokens: 10, requested: undefined, limit: 20 },
  { promptTokens: 10, requested: 5, limit: 5 },
  { promptTokens: 10, requested: 50, limit: 20 },
  { promptTokens: 95, requested: undefined, limit: 5 },
  { promptTokens: 99, requested: 3, limit: 1 },
  { promptTokens: 100, requested: 1, limit: undefined },
  { promptTokens: 5000, requested: undefined, limit: undefined },
])('$promptTokens tokens, $requested requested: $limit', (row) => {
  expect(newTokenLimit(rules, row.promptTokens, row.requested)).toBe(row.limit)
})
