import { expect, test } from 'vitest'
import {
  CallRevertedError,
  ChainRefusedError,
  ChainUnreachableError,
  ContractNotFoundError,
  DeploymentMismatchError,
  InsufficientFundsError,
  TransactionRejectedError,
  TransactionReplacedError,
  TransactionRevertedError,
  WalletBusyError,
  WalletDisconnectedError,
  WalletMissingError,
  WalletUnauthorizedError,
  WalletUnsupportedError,
  WrongChainError,
} from './chain.js'

const account = `0x${'ab'.repeat(20)}` as const

test('messages say what happened, with what, and what to do', () => {
  const errors = [
    new ChainUnreachableError(),
    new ChainUnreachableError({
      address: 'https://rpc.example',
      reason: 'it limits the rate of requests (HTTP 429)',
      kind: 'rate',
      status: 429,
      retryAfter: 3_600_000,
    }),
    new WrongChainError({ expected: 1, actual: 2 }),
    new ContractNotFoundError({ address: account }),
    new DeploymentMismatchError({
      address: account,
      reason: 'consensus and modelRegistry are swapped',
    }),
    new InsufficientFundsError({ account, value: 5n }),
    new TransactionRejectedError(),
    new WalletBusyError(),
    new WalletDisconnectedError({ from: 'every-chain' }),
    new WalletDisconnectedError({ from: 'this-chain' }),
    new WalletUnauthorizedError(),
    new WalletUnsupportedError({ reason: 'read only' }),
    new CallRevertedError({ reason: 'odd' }),
    new TransactionRevertedError({
      transactionHash: '0x01',
      reason: 'out of gas',
    }),
    new TransactionReplacedError({
      transactionHash: '0x01',
      replacementHash: '0x02',
    }),
    new WalletMissingError(),
    new ChainRefusedError({
      address: 'https://rpc.example',
      reason: 'range too large',
    }),
  ]
  expect(
    errors.map(({ code, message }) => `${code}: ${message}`).join('\n\n'),
  ).toMatchInlineSnapshot(`
    "chain-unreachable: The chain did not answer.
    Check that the server runs and can be reached, then retry.

    chain-unreachable: The RPC endpoint cannot be used: it limits the rate of requests (HTTP 429).
    address: https://rpc.example
    status: 429
    retry after: 3600000 ms
    Wait as long as it asks, or use another server or a larger plan.

    wrong-chain: This is chain 2, but the contracts are on chain 1.
    expected: 1
    actual: 2
    Connect the client and the wallet to chain 1.

    contract-not-found: There is no such contract at this address.
    address: 0xabababababababababababababababababababab
    Check the addresses of the deployment and the chain.

    deployment-mismatch: The deployment does not fit the chain: consensus and modelRegistry are swapped.
    address: 0xabababababababababababababababababababab
    Check the chain id, the addresses and the block of the deployment.

    insufficient-funds: The account cannot pay for the transaction.
    account: 0xabababababababababababababababababababab
    value: 5 wei, and gas
    Send ether to the account, enough for the value and the gas.

    transaction-rejected: The wallet declined to sign the transaction.
    Approve the request in the wallet.

    wallet-busy: The wallet has another request open.
    Open the wallet and answer the pending request.

    wallet-disconnected: The wallet is disconnected from every chain.
    Reconnect the wallet, or check its network.

    wallet-disconnected: The wallet is not connected to the chain of the contracts.
    Switch the wallet to the chain of the contracts, or add it there.

    wallet-unauthorized: The wallet does not let this site use the account.
    Connect the account to this site again, then retry.

    wallet-unsupported: The wallet does not support what was asked of it.
    reason: read only
    Use a wallet that can send transactions.

    call-reverted: The contract refused the call for a reason that it does not declare; nothing was sent.
    reason: odd
    Check the addresses of the deployment, and the allowance of a token.

    transaction-reverted: The transaction failed for a reason that no contract declares.
    transactionHash: 0x01
    reason: out of gas
    Read the state again; then decide whether to send another.

    transaction-replaced: Another transaction replaced the one that was sent.
    transactionHash: 0x01
    replacementHash: 0x02
    Read the state again; then decide whether to send another.

    wallet-missing: There is no wallet to sign the transaction.
    Pass a viem client with an account as \`wallet\` to viemChain.

    chain-refused: The chain refused the request.
    address: https://rpc.example
    reason: range too large
    Read the reason; if it is about limits, use another endpoint."
  `)
})

test('what may pass by itself is worth the same call again', () => {
  const retryable = [
    new ChainUnreachableError(),
    new WalletBusyError(),
    new WalletDisconnectedError({ from: 'this-chain' }),
  ]
  for (const error of retryable) expect(error.isRetryable).toBe(true)
  const final = [
    new WrongChainError({ expected: 1, actual: 2 }),
    new TransactionRejectedError(),
    new CallRevertedError(),
    new WalletUnauthorizedError(),
    new DeploymentMismatchError({ reason: 'x' }),
  ]
  for (const error of final) expect(error.isRetryable).toBe(false)
})

test('what was only tried never speaks of another transaction', () => {
  const { message } = new CallRevertedError({ reason: 'odd' })
  expect(message).toContain('nothing was sent')
  expect(message).not.toMatch(/another/)
})
