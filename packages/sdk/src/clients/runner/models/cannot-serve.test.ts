import { EngineUnavailableError } from '@aichain/inference'
import { expect, test } from 'vitest'
import { ChainUnreachableError } from '../../../errors/chain.js'
import { ModelNotFoundError } from '../../../errors/model.js'
import { cannotServe } from './cannot-serve.js'

test('an engine that does not run here will not run later either', () => {
  const error = new EngineUnavailableError({ missing: 'x', remedy: 'y' })
  expect(cannotServe(error)).toBe(true)
})

test('what is out of reach now may be there later', () => {
  const model = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
  const missing = new ModelNotFoundError({ model })
  for (const error of [missing, new ChainUnreachableError(), 'odd']) {
    expect(cannotServe(error)).toBe(false)
  }
})
