import { createClient, custom, encodeErrorResult, http } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { describe, expect, test } from 'vitest'
import { consensusAbi } from '../../abi/consensus.js'
import {
  CallRevertedError,
  ChainRefusedError,
  ChainUnreachableError,
  InsufficientFundsError,
  TransactionRejectedError,
  WalletBusyError,
  WalletDisconnectedError,
  WalletUnauthorizedError,
  WalletUnsupportedError,
} from '../../errors/chain.js'
import {
  SeedRefusedError,
  ShareTooLowError,
  TaskNotOpenError,
} from '../../errors/contract-tasks.js'
import { chainError } from './chain-error.js'

const data = encodeErrorResult({
  abi: consensusAbi,
  errorName: 'ShareTooLow',
  args: [1n, 5n],
})

/** Revert data as wallets and endpoints are known to wrap it. */
const wrapped: Readonly<Record<string, unknown>> = {
  plain: { code: 3, message: 'execution reverted', data },
  'in data.data': { code: -32603, data: { code: 3, data } },
  'in data.originalError': { code: -32603, data: { originalError: { data } } },
  'in error': { code: 'CALL_EXCEPTION', error: { code: 3, data } },
  'in error.error': { error: { error: { data } } },
  'in a cause': new Error('outer', {
    cause: new Error('inner', { cause: { data } }),
  }),
}

describe('revert data is found', () => {
  test.each(Object.entries(wrapped))('%s', (_, error) => {
    const found = chainError(error)
    expect(found).toBeInstanceOf(ShareTooLowError)
    expect(found).toMatchObject({ share: 1n, minimum: 5n, cause: error })
  })

  test.each(Object.entries(wrapped))('%s, through viem', async (_, error) => {
    const request = () => Promise.reject(error)
    const client = createClient({
      transport: custom({ request }, { retryCount: 0 }),
    })
    const thrown = await getBlockNumber(client).catch((each) => each)
    expect(chainError(thrown)).toBeInstanceOf(ShareTooLowError)
  })
})

test('the state of a task is told by name', () => {
  const revert = encodeErrorResult({
    abi: consensusAbi,
    errorName: 'TaskNotOpen',
    args: [`0x${'11'.repeat(32)}`, 3],
  })
  const found = chainError({ data: revert })
  expect(found).toBeInstanceOf(TaskNotOpenError)
  expect(found).toMatchObject({ state: 'undecided' })
})

test('a seed is told by name', () => {
  const revert = encodeErrorResult({
    abi: consensusAbi,
    errorName: 'SeedRefused',
    args: [1],
  })
  const found = chainError({ data: revert })
  expect(found).toBeInstanceOf(SeedRefusedError)
  expect(found).toMatchObject({ seed: 'block' })
})

test('amounts in units are told in wei, those in wei as they are', () => {
  const unit = 10n ** 9n
  const inWei = encodeErrorResult({
    abi: consensusAbi,
    errorName: 'WrongValue',
    args: [1n, 2n],
  })
  expect(chainError({ data }, { unit })).toMatchObject({
    share: unit,
    minimum: 5n * unit,
  })
  expect(chainError({ data: inWei }, { unit })).toMatchObject({
    sent: 1n,
    required: 2n,
  })
})

test('a time is a number of seconds, whatever its width', () => {
  const revert = encodeErrorResult({
    abi: consensusAbi,
    errorName: 'CommitClosed',
    args: [`0x${'11'.repeat(32)}`, 1_700_000_000n],
  })
  expect(chainError({ data: revert })).toMatchObject({
    code: 'commit-closed',
    closedAt: 1_700_000_000,
  })
})

test('revert data of other contracts is no error of these', () => {
  const found = chainError({
    name: 'ExecutionRevertedError',
    message: 'odd',
    data: '0x12345678',
  })
  expect(found).toBeInstanceOf(CallRevertedError)
  expect(found).toMatchObject({ reason: 'odd' })
  expect(found.message).toContain('nothing was sent')
})

test.each([
  [{ code: 4001, message: 'User rejected' }],
  [{ code: -32603, data: { code: 4001 } }],
  [{ code: 5000, message: 'User rejected (WalletConnect)' }],
  [{ name: 'UserRejectedRequestError' }],
])('a refusal of the user is one: %j', (error) => {
  expect(chainError(error)).toBeInstanceOf(TransactionRejectedError)
})

test.each([
  [{ code: -32603, message: 'User rejected the request.' }],
  [{ code: -32000, message: 'Transaction was declined by the user' }],
  [{ code: 'ACTION_REJECTED', message: 'ethers-user-denied' }],
  [new Error('User denied transaction signature')],
])(
  'a refusal of the user in words is one, if a wallet says it: %o',
  (error) => {
    const found = chainError(error, { isWallet: true })
    expect(found).toBeInstanceOf(TransactionRejectedError)
    expect(chainError(error)).not.toBeInstanceOf(TransactionRejectedError)
  },
)

test.each([
  'Transaction rejected by the node: nonce too low',
  'the request of this user was rate limited',
])('words that only look like a refusal are none: %s', (message) => {
  const found = chainError({ code: -32603, message }, { isWallet: true })
  expect(found).not.toBeInstanceOf(TransactionRejectedError)
})

test.each([
  [4100, WalletUnauthorizedError, {}],
  [4200, WalletUnsupportedError, { reason: 'said' }],
  [4900, WalletDisconnectedError, { from: 'every-chain' }],
  [4901, WalletDisconnectedError, { from: 'this-chain' }],
])('a wallet’s code %d has its own error', (code, kind, fields) => {
  for (const error of [
    { code, message: 'said' },
    { code: -32603, message: 'outer', data: { code, message: 'said' } },
  ]) {
    const found = chainError(error)
    expect(found).toBeInstanceOf(kind)
    expect(found).toMatchObject(fields)
  }
})

test('a wallet that has another request open is busy, an endpoint is not', () => {
  const error = { code: -32002, message: 'Resource unavailable.' }
  expect(chainError(error, { isWallet: true })).toBeInstanceOf(WalletBusyError)
  expect(chainError(error)).toBeInstanceOf(ChainRefusedError)
  const message = "Request of type 'eth_sendTransaction' already pending"
  expect(chainError({ code: -32002, message })).toBeInstanceOf(WalletBusyError)
})

test('missing ether is told with the account that lacks it', () => {
  const account = `0x${'0a'.repeat(20)}` as const
  const error = {
    code: -32000,
    message: 'insufficient funds for gas * price + value',
  }
  const found = chainError(error, { account, value: 7n })
  expect(found).toBeInstanceOf(InsufficientFundsError)
  expect(found).toMatchObject({ account, value: 7n })
})

test('an endpoint that cannot be reached is one', async () => {
  const client = createClient({
    transport: http('http://127.0.0.1:1', { retryCount: 0 }),
  })
  const thrown = await getBlockNumber(client).catch((each) => each)
  const found = chainError(thrown)
  expect(found).toBeInstanceOf(ChainUnreachableError)
  expect(found.isRetryable).toBe(true)
})

test('a socket’s event without a word is a lost connection', () => {
  const event = new Event('error')
  expect(chainError(event)).toBeInstanceOf(ChainUnreachableError)
  expect(chainError(new Error('outer', { cause: event }))).toBeInstanceOf(
    ChainUnreachableError,
  )
})

test('credentials in an endpoint’s URL stay out of the message', async () => {
  const url = 'http://user:hunter2@127.0.0.1:1/'
  const client = createClient({ transport: http(url, { retryCount: 0 }) })
  const thrown = await getBlockNumber(client).catch((each) => each)
  expect(`${chainError(thrown).message}`).not.toContain('hunter2')
})

test('anything else is a refusal, with what the endpoint said', () => {
  const found = chainError({ code: -32601, message: 'no such method' })
  expect(found).toBeInstanceOf(ChainRefusedError)
  expect(found).toMatchObject({ reason: 'no such method' })
  expect(chainError(undefined)).toBeInstanceOf(ChainRefusedError)
})

test('an error of the SDK stays what it is', () => {
  const error = new ShareTooLowError({ share: 1n, minimum: 5n })
  expect(chainError(error)).toBe(error)
})

test('a circle of causes ends', () => {
  const error: { cause?: unknown; message: string } = { message: 'round' }
  error.cause = error
  expect(chainError(error)).toMatchObject({ reason: 'round' })
})
