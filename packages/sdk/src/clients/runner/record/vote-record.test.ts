import { expect, test } from 'vitest'
import { commitment } from '../../../core/vote/commitment.js'
import { UNAVAILABLE } from '../../../core/vote/unavailable.js'
import {
  commitmentOf,
  encodeVoteRecord,
  isFinished,
  isVoteKey,
  parseVoteRecord,
  type VoteRecord,
  voteKey,
} from './vote-record.js'

const task = `0x${'11'.repeat(32)}` as const
const record: VoteRecord = {
  type: 'aichain/vote/2',
  chainId: 31337,
  consensus: `0x${'c0'.repeat(20)}`,
  signer: '0xD8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
  task,
  seat: 3,
  model: 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq',
  prompt: 'bafkreidon73zkcrwdb5iafqtijxildoonbwnpv7dyd6ef3qdgads2jc4su',
  output: '0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
  salt: `0x${'5a'.repeat(32)}`,
  document: 'hello',
  seed: 'block',
  addedAt: 1000,
  addedIn: 5,
}
const { document: _, ...withoutDocument } = record
const unavailable: VoteRecord = { ...withoutDocument, output: UNAVAILABLE }

test.each([
  ['a vote', record],
  ['a vote for "unavailable"', unavailable],
  [
    'a vote that was told, published and questioned',
    {
      ...record,
      seed: 'beacon',
      reported: 'decided',
      published: 'yes',
      appealed: 'yes',
      concluded: 'yes',
    } as const,
  ],
])('%s is read as it was written', (_, each) => {
  const read = parseVoteRecord(encodeVoteRecord(each))
  expect(read).toEqual({ ok: true, value: each })
})

test.each([
  ['a cut text', encodeVoteRecord(record).slice(0, -1)],
  ['no JSON', ''],
  ['null', 'null'],
  ['another version', JSON.stringify({ ...record, type: 'aichain/vote/1' })],
  ['an unknown key', JSON.stringify({ ...record, more: 1 })],
  ['an unknown seed', JSON.stringify({ ...record, seed: 'dice' })],
  ['a missing salt', JSON.stringify({ ...record, salt: undefined })],
  ['a short salt', JSON.stringify({ ...record, salt: '0x5a' })],
  ['a changed document', JSON.stringify({ ...record, document: 'hellp' })],
  ['a lost document', JSON.stringify({ ...record, document: undefined })],
  ['a seat that is no number', JSON.stringify({ ...record, seat: '3' })],
])('%s is refused', (_, json) => {
  expect(parseVoteRecord(json).ok).toBe(false)
})

test('the record opens what was committed', () => {
  const { seat, output, salt } = record
  expect(commitmentOf(record)).toBe(commitment({ task, seat, output, salt }))
})

test('a vote is finished once it is told and its output is stored', () => {
  const reported = 'decided'
  expect(isFinished(record)).toBe(false)
  expect(isFinished({ ...record, reported })).toBe(false)
  expect(isFinished({ ...record, published: 'yes' })).toBe(false)
  expect(isFinished({ ...record, reported, published: 'yes' })).toBe(true)
  expect(isFinished({ ...unavailable, reported })).toBe(true)
})

test('a decision that was questioned is finished once its consequences are drawn', () => {
  const told = { ...record, reported: 'decided', published: 'yes' } as const
  expect(isFinished({ ...told, appealed: 'yes' })).toBe(false)
  expect(isFinished({ ...told, appealed: 'yes', concluded: 'yes' })).toBe(true)
})

test('keys of votes are told from others', () => {
  expect(isVoteKey(voteKey(task))).toBe(true)
  expect(isVoteKey('progress')).toBe(false)
})
