import {
  AichainError,
  type Cid,
  InsufficientFundsError,
  TaskClient,
} from '@aichain/sdk'
import { parseError } from '@aichain/sdk/errors'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { viemChainReader } from '@aichain/sdk/viem'
import { createPublicClient, http } from 'viem'
import { askInMemory } from './shared/ask-in-memory.js'

/** Never called: that it compiles is the check. */
export async function ask(model: Cid) {
  const client = createPublicClient({ transport: http('http://127.0.0.1:1') })
  const zero = `0x${'0'.repeat(40)}` as const
  const deployment = {
    chainId: 1,
    consensus: zero,
    modelRegistry: zero,
    fromBlock: 0n,
  }
  const chain = viemChainReader({ client, deployment })
  const content = kuboContentStore({ url: 'http://127.0.0.1:5001' })
  return { chain, content, model, TaskClient }
}

function explain(error: unknown): string {
  if (!AichainError.isInstance(error)) return 'unknown'
  // @ts-expect-error codes are a union of literals, and none is spelt like this
  if (error.code === 'insuficient-funds') return 'never'
  if (error.code === 'insufficient-funds')
    return `${error.value satisfies bigint} wei and gas`
  return error.code
}

const funds = new InsufficientFundsError({ account: '0x', value: 5n })
const arrived = parseError(JSON.parse(JSON.stringify(funds)))
if (explain(arrived) !== '5 wei and gas') throw arrived

askInMemory().then(console.log, (error) => {
  console.error(explain(error), error)
  process.exitCode = 1
})
