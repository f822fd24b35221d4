import type { Address } from '@aichain/base'
import { expect, test } from 'vitest'
import type { ProtocolParameters } from '../task/parameters.js'
import { type ChainIndex, emptyIndex, type IndexedTask } from './chain-index.js'
import { encodeIndex, type IndexAt, parseIndex } from './index-text.js'

const consensus: Address = `0x${'Ab'.repeat(20)}`
const of = { chainId: 1, consensus }
const parameters = { unit: 10n, epoch: 100 } as ProtocolParameters
const task = {
  ballots: [undefined, `0x${'01'.repeat(32)}`],
  appeal: undefined,
  held: 5n,
} as Partial<IndexedTask> as IndexedTask
const index: ChainIndex = {
  ...emptyIndex(parameters),
  tasks: new Map([['0x01', task]]),
  credits: new Map([['0xab', 7n]]),
  rounds: new Map([[3, { round: 3, randomness: '0x02', poster: consensus }]]),
  owedSink: 2n ** 70n,
}
const block = { number: 9n, hash: '0x03', timestamp: 1000 } as const
const at: IndexAt = { index, block }

test('an index is what it was when it comes back', () => {
  const parsed = parseIndex(encodeIndex(at, of), of)
  expect(parsed).toEqual({ ok: true, value: at })
  const again = parsed.ok ? parsed.value.index.tasks.get('0x01') : undefined
  expect(again?.ballots).toHaveLength(2)
  expect(again?.ballots[0]).toBeUndefined()
})

test('the case of an address does not matter', () => {
  const lower = consensus.toLowerCase() as Address
  const parsed = parseIndex(encodeIndex(at, of), { ...of, consensus: lower })
  expect(parsed.ok).toBe(true)
})

test.each([
  ['nothing', ''],
  ['another document', '{"type":"aichain/receipt/2"}'],
  ['null', 'null'],
  ['one of no contracts', '{"type":"aichain/index/1"}'],
  ['one of another chain', encodeIndex(at, { ...of, chainId: 2 })],
  ['one of other contracts', encodeIndex(at, { ...of, consensus: '0x01' })],
])('%s is no index of these contracts', (_, text) => {
  expect(parseIndex(text, of).ok).toBe(false)
})
