import { GoldenVectorMismatchError } from '@aichain/inference'
import { expect, test } from 'vitest'
import {
  DuplicateRunnerError,
  JournalCorruptError,
  JournalLockedError,
  JournalUnavailableError,
  RunnerStoppedError,
  SeatMissingError,
  SelfTestFailedError,
} from './runner.js'

const digest = `0x${'ab'.repeat(32)}` as const

const mismatch = new GoldenVectorMismatchError({
  index: 1,
  count: 2,
  expected: digest,
  actual: digest,
  divergence: { type: 'token', index: 3, mine: 7, agreed: 8, step: 2 },
  isRepeatable: false,
  likelyCause: 'unstable-machine',
  fingerprints: { pinned: 'runtime@1', here: 'runtime@1; V8' },
  generation: '"Lyon", 4 tokens',
})

test('each error says what happened, the values and what to do', () => {
  const errors = [
    new SeatMissingError({ signer: '0x01' }),
    new DuplicateRunnerError({
      task: digest,
      seat: 3,
      actual: digest,
      expected: undefined,
    }),
    new JournalLockedError({ lock: '/j/lock', pid: 12, host: 'oak' }),
    new JournalCorruptError({ record: '/j/a.record', reason: 'cut short' }),
    new JournalUnavailableError({ path: '/j', reason: 'the disk is full' }),
    new RunnerStoppedError(),
    new SelfTestFailedError({ model: 'bafk', mismatch }),
  ]
  expect(errors.map(({ message }) => message)).toMatchInlineSnapshot(`
    [
      "The wallet holds no seat.
    signer: 0x01
    Call join() first, or use the wallet that joined.",
      "Another runner voted with the key of this seat.
    task: 0xabababababababababababababababababababababababababababababababab
    seat: 3
    commitment on-chain: 0xabababababababababababababababababababababababababababababababab
    commitment in the journal: none
    Run one runner per key, each with its own journal.",
      "The journal is in use by process 12 on oak.
    lock: /j/lock
    pid: 12
    host: oak
    Stop that process; if it is not a runner, delete /j/lock.",
      "A journal record is corrupt: cut short.
    record: /j/a.record
    Restore it from a copy, or move it away if its task is over.",
      "The journal cannot be used: the disk is full.
    path: /j
    Free some space, or fix the permissions of the folder.",
      "The runner was stopped.
    Create a new NodeRunner with a newly opened journal.",
      "This machine does not reproduce the golden vectors of a model.
    model: bafk
    vector: 2 of 2
    expected: 0xabababababababababababababababababababababababababababababababab
    actual: 0xabababababababababababababababababababababababababababababababab
    generation: "Lyon", 4 tokens
    first difference: token 3 is 7, not 8, other bits since step 2
    asked again: something else
    likely cause: unstable hardware: it does not agree with itself
    pinned: runtime@1
    here: runtime@1; V8
    Do not vote with this machine; test its memory and processor.",
    ]
  `)
})

test('the mismatch is the cause of a failed self-test', () => {
  const error = new SelfTestFailedError({ model: 'bafk', mismatch })
  expect(error.cause).toBe(mismatch)
})

test('only what can pass by itself is retryable', () => {
  expect(
    new JournalLockedError({ lock: '', pid: 1, host: '' }).isRetryable,
  ).toBe(true)
  expect(
    new JournalUnavailableError({ path: '', reason: '' }).isRetryable,
  ).toBe(true)
  expect(new SeatMissingError({ signer: '0x' }).isRetryable).toBe(false)
  expect(new RunnerStoppedError().isRetryable).toBe(false)
})
