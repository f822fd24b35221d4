import { afterEach, expect, test, vi } from 'vitest'
import { optionOf, plainOf, wantsJson } from './command.js'

afterEach(() => vi.unstubAllEnvs())

test('JSON is asked for behind npm’s dashes, or before them', () => {
  vi.stubEnv('npm_config_json', undefined)
  expect(wantsJson(['--json'])).toBe(true)
  expect(wantsJson([])).toBe(false)
  vi.stubEnv('npm_config_json', 'true')
  expect(wantsJson([])).toBe(true)
})

test('options have values', () => {
  const parameters = ['Seats', '--sample', '50', '--seed=7', 'Ledger', '--json']
  expect(optionOf('sample', parameters)).toBe('50')
  expect(optionOf('seed', parameters)).toBe('7')
  expect(optionOf('fresh', parameters)).toBe(undefined)
  expect(plainOf(['sample', 'seed'], parameters)).toEqual(['Seats', 'Ledger'])
})
