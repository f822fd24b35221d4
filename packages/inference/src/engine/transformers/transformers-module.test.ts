import { expect, test } from 'vitest'
import { checkModule } from './transformers-module.js'

const PreTrainedModel = { from_pretrained: async () => ({}) }
const moduleOf = (version: string, allowRemoteModels: unknown = false) => {
  return { PreTrainedModel, env: { version, allowRemoteModels } }
}

test.each(['4.3.1', '4.0.0', '2.17.2'])('takes version %s', (version) => {
  const module = moduleOf(version)
  expect(checkModule(module)).toBe(module)
})

test.each([
  ['nothing', undefined, 'another module'],
  ['another module', { readFile: () => {} }, 'another module'],
  ['one without settings', { PreTrainedModel }, 'version undefined'],
  ['version 3', moduleOf('3.8.1'), 'version 3.8.1'],
  ['version 2.16', moduleOf('2.16.0'), 'version 2.16.0'],
  ['version 40', moduleOf('40.0.0'), 'version 40.0.0'],
])('refuses %s', (_, module, actual) => {
  expect(() => checkModule(module)).toThrow(
    expect.objectContaining({
      code: 'invalid-argument',
      argument: 'transformers',
      message: expect.stringContaining(actual),
    }),
  )
})

test.each([true, undefined])(
  'refuses one that may use the network: %s',
  (allowed) => {
    const module = {
      PreTrainedModel,
      env: { version: '4.3.1', allowRemoteModels: allowed },
    }
    expect(() => checkModule(module)).toThrow(/env.allowRemoteModels is false/)
  },
)
