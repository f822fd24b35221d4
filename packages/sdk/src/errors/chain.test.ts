import { expect, test } from 'vitest'
import {
  ChainRefusedError,
  ChainUnreachableError,
  ContractNotFoundError,
  InsufficientFundsError,
  TransactionRejectedError,
  TransactionReplacedError,
  TransactionRevertedError,
  WalletMissingError,
  WrongChainError,
} from './chain.js'

const account = `0x${'ab'.repeat(20)}` as const

test('messages say what happened, with what, and what to do', () => {
  const errors = [
    new ChainUnreachableError(),
    new WrongChainError({ expected: 1, actual: 2 }),
    new ContractNotFoundError({ address: account }),
    new InsufficientFundsError({ account, value: 5n }),
    new TransactionRejectedError(),
    new TransactionRevertedError({ hash: '0x01', reason: 'out of gas' }),
    new TransactionRevertedError({}),
    new TransactionReplacedError({ hash: '0x01', replacement: '0x02' }),
    new WalletMissingError(),
    new ChainRefusedError({ reason: 'range too large' }),
  ]
  expect(
    errors.map(({ code, message }) => `${code}: ${message}`).join('\n\n'),
  ).toMatchInlineSnapshot(`
    "chain-unreachable: The chain did not answer.
    Check that the RPC endpoint runs and can be reached, then retry.

    wrong-chain: This is chain 2, the contracts are on chain 1.
    expected: 1
    actual: 2
    Connect the client and the wallet to chain 1.

    contract-not-found: There is no such contract at this address.
    address: 0xabababababababababababababababababababab
    Check the addresses of the deployment and the chain.

    insufficient-funds: The account cannot pay for the transaction.
    account: 0xabababababababababababababababababababab
    value: 5 wei, and gas
    Send ether to the account, enough for the value and the gas.

    transaction-rejected: The wallet declined to sign the transaction.
    Approve the request in the wallet.

    transaction-reverted: The transaction failed for a reason that no contract declares.
    hash: 0x01
    reason: out of gas
    Read the state again; then decide whether to send another.

    transaction-reverted: The transaction failed for a reason that no contract declares.
    Read the state again; then decide whether to send another.

    transaction-replaced: Another transaction took the place of the one sent.
    hash: 0x01
    replacement: 0x02
    Read the state again; then decide whether to send another.

    wallet-missing: No wallet is there to sign the transaction.
    Pass a viem client with an account as \`wallet\` to viemChain.

    chain-refused: The chain refused the request.
    reason: range too large
    Read the reason; if it is about limits, use another endpoint."
  `)
})

test('only an unreachable chain is worth the same call again', () => {
  expect(new ChainUnreachableError().isRetryable).toBe(true)
  expect(new WrongChainError({ expected: 1, actual: 2 }).isRetryable).toBe(
    false,
  )
  expect(new TransactionRejectedError().isRetryable).toBe(false)
})
