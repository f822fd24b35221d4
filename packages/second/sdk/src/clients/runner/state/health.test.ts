import { expect, test } from 'vitest'
import {
  ChainUnreachableError,
  DeploymentMismatchError,
  WalletBusyError,
  WalletDisconnectedError,
  WalletUnauthorizedError,
  WalletUnsupportedError,
} from '../../../errors/chain.js'
import { ContentStoreUnreachableError } from '../../../errors/content.js'
import { JournalUnavailableError } from '../../../errors/runner.js'
import type { NodeUpdateBody } from '../updates/node-update.js'
import { health, partOf } from './health.js'

function recorded() {
  const said: NodeUpdateBody[] = []
  return { said, parts: health((update) => said.push(update)) }
}

test('a part that fails is told once, until it works again', () => {
  const { said, parts } = recorded()
  const error = new ChainUnreachableError()
  parts.failed(error)
  parts.failed(error)
  expect(parts.broken()).toEqual(['chain'])
  parts.worked('chain')
  parts.worked('chain')
  parts.failed(error)
  expect(said.map(({ type }) => type)).toEqual([
    'degraded',
    'recovered',
    'degraded',
  ])
})

test('each part is told by itself', () => {
  const { said, parts } = recorded()
  const attempts = [{ store: 'kubo', reason: 'refused' }]
  parts.failed(new ContentStoreUnreachableError({ attempts }))
  parts.failed(new JournalUnavailableError({ path: '/j', reason: 'full' }))
  parts.worked('journal')
  expect(parts.broken()).toEqual(['content'])
  expect(said).toMatchObject([
    { type: 'degraded', part: 'content' },
    { type: 'degraded', part: 'journal' },
    { type: 'recovered', part: 'journal' },
  ])
})

test.each([
  [new DeploymentMismatchError({ reason: 'swapped' }), 'chain'],
  [new WalletBusyError(), 'wallet'],
  [new WalletDisconnectedError({ from: 'every-chain' }), 'wallet'],
  [new WalletUnauthorizedError(), 'wallet'],
  [new WalletUnsupportedError(), 'wallet'],
])('%s is about the %s', (error, part) => {
  expect(partOf(error)).toBe(part)
})

test('what is about no part is an error, unless somebody suspects one', () => {
  const { said, parts } = recorded()
  const error = new RangeError('odd')
  parts.failed(error, { task: '0x11' })
  parts.failed(error, { part: 'chain' })
  expect(said).toEqual([
    { type: 'error', error, task: '0x11' },
    { type: 'degraded', part: 'chain', error },
  ])
})
