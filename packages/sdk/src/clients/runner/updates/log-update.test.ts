import type { LogFacts } from '@aichain/base'
import { expect, test } from 'vitest'
import { ChainUnreachableError } from '../../../errors/chain.js'
import { logUpdate } from './log-update.js'
import type { NodeUpdate } from './node-update.js'

function logged(update: NodeUpdate) {
  const lines: { level: string; message: string; facts?: LogFacts }[] = []
  const at = (level: string) => (message: string, facts?: LogFacts) => {
    lines.push({ level, message, ...(facts && { facts }) })
  }
  const [debug, info, warn, error] = ['debug', 'info', 'warn', 'error'].map(at)
  const ignore = () => {}
  logUpdate(
    {
      debug: debug ?? ignore,
      info: info ?? ignore,
      warn: warn ?? ignore,
      error: error ?? ignore,
    },
    update,
  )
  return lines
}

const task = `0x${'11'.repeat(32)}` as const

test('an update is one line with its facts', () => {
  const transactionHash = `0x${'22'.repeat(32)}` as const
  expect(logged({ at: 1, type: 'finalized', task, transactionHash })).toEqual([
    { level: 'info', message: 'finalized', facts: { task, transactionHash } },
  ])
})

test('a loss is a warning, with the reason', () => {
  const explanation = { summary: 'late', voted: undefined, agreed: undefined }
  const update = { at: 1, type: 'settled', task, explanation } as const
  const lost = { vote: 'absent', earned: 0n, slashed: 5n } as const
  expect(logged({ ...update, ...lost })).toMatchObject([
    {
      level: 'warn',
      facts: { slashed: 5n, explanation: '{"summary":"late"}' },
    },
  ])
  const won = { vote: 'agreed', earned: 5n, slashed: 0n } as const
  expect(logged({ ...update, ...won })).toMatchObject([{ level: 'info' }])
})

test('errors are told by code and words, never as a stack', () => {
  const error = new ChainUnreachableError()
  const [line] = logged({ at: 1, type: 'degraded', part: 'chain', error })
  expect(line?.level).toBe('warn')
  expect(line?.facts?.error).toMatch(/^chain-unreachable: /)
  expect(line?.facts?.error).not.toContain('    at ')
  const odd = logged({ at: 1, type: 'error', error: new RangeError('odd') })
  expect(odd).toEqual([
    { level: 'error', message: 'error', facts: { error: 'odd' } },
  ])
})

test('amounts inside of records are written out', () => {
  const seat = {
    seat: 1,
    signer: '0x01',
    formerSigner: undefined,
    signerSince: undefined,
    owner: '0x02',
    heldUntil: 3,
    to: undefined,
    balance: 10n ** 18n,
    paidIn: 10n ** 18n,
    place: undefined,
  } as const
  const ready = { at: 1, type: 'ready', seat, model: 'b', block: 9n } as const
  const [line] = logged({ ...ready, recovered: 0 })
  expect(line?.facts?.block).toBe(9n)
  expect(line?.facts?.seat).toContain('"balance":"1000000000000000000"')
})
