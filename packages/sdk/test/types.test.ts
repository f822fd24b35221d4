// Types that users rely on without writing them. The compiler is the check:
// `npm run check:types` fails where one of them is lost.
import type { consensusAbi } from '@aichain/sdk/abi'
import { memoryChain, memoryContentStore } from '@aichain/sdk/testing'
import type { ContractFunctionArgs, ContractFunctionReturnType } from 'viem'
import { describe, expectTypeOf, test } from 'vitest'
import {
  AichainError,
  type Answer,
  type Chain,
  type ChainReader,
  type Cid,
  ConsensusReader,
  type Message,
  type NodeUpdate,
  type ProtocolEvent,
  type Receipt,
  TaskClient,
  type TaskId,
  type TaskUpdate,
} from '../src/index.js'

const account = '0x00000000000000000000000000000000000a11ce'
const chain = memoryChain().connect(account)
const content = memoryContentStore()
const tasks = new TaskClient({ chain, content })

/** Never called: only its type is looked at. */
function typeOf<T>(work: () => T): T {
  return work as unknown as T
}

test('what is asked for comes back as it is', () => {
  const model = 'bafkreia' as Cid
  const messages = [{ role: 'user', content: 'Hello?' }] as const
  const answer = typeOf(() => tasks.ask({ model, messages }))
  expectTypeOf(answer).resolves.toEqualTypeOf<Answer>()
  expectTypeOf<Answer['text']>().toEqualTypeOf<string>()
  expectTypeOf<Answer['receipt']>().toEqualTypeOf<Receipt>()
  expectTypeOf<Answer['task']>().toEqualTypeOf<TaskId>()
  const stream = typeOf(() => tasks.stream({ model, messages }))
  expectTypeOf(stream.answer).resolves.toEqualTypeOf<Answer>()
  expectTypeOf(stream).toExtend<AsyncIterable<TaskUpdate>>()
})

describe('a request', () => {
  const model = 'bafkreia' as Cid

  test('takes literals, and lists and numbers from elsewhere', () => {
    const messages: Message[] = []
    const committeeSize: number = 7
    const list = typeOf(() => tasks.ask({ model, messages, committeeSize }))
    expectTypeOf(list).resolves.toEqualTypeOf<Answer>()
    const one = { role: 'user', content: 'Hello?' } as const
    const literal = typeOf(() =>
      tasks.ask({ model, messages: [one], committeeSize: 3, fee: 1n }),
    )
    expectTypeOf(literal).resolves.toEqualTypeOf<Answer>()
  })

  test('refuses what can be seen to be wrong', () => {
    const one = { role: 'user', content: 'Hello?' } as const
    typeOf(() => [
      // @ts-expect-error no message
      tasks.ask({ model, messages: [] }),
      // @ts-expect-error too small a committee
      tasks.ask({ model, messages: [one], committeeSize: 2 }),
      // @ts-expect-error wei are bigint
      tasks.ask({ model, messages: [one], fee: 1 }),
      // @ts-expect-error a CID is no plain text
      tasks.ask({ model: 'model', messages: [one] }),
      // @ts-expect-error a role that no prompt has
      tasks.ask({ model, messages: [{ role: 'tool', content: '' }] }),
    ])
  })
})

test('an update is told from others by its type', () => {
  type Update<Type> = Extract<TaskUpdate, { readonly type: Type }>
  expectTypeOf<Update<'posted'>['blockNumber']>().toEqualTypeOf<bigint>()
  expectTypeOf<Update<'decided'>['output']>().toEqualTypeOf<Cid>()
  expectTypeOf<Update<'answer'>['answer']>().toEqualTypeOf<Answer>()
  expectTypeOf<Update<'error'>['error']['code']>().toExtend<string>()
  expectTypeOf<TaskUpdate['at']>().toEqualTypeOf<number>()
})

test('events and updates of nodes are unions by type, too', () => {
  type Added = Extract<ProtocolEvent, { readonly type: 'task-added' }>
  expectTypeOf<Added['order']['share']>().toEqualTypeOf<bigint>()
  expectTypeOf<Added['order']['model']>().toEqualTypeOf<Cid>()
  expectTypeOf<Extract<NodeUpdate, { type: 'nothing' }>>().toBeNever()
})

test('the code of an error is one of those that there are', () => {
  const explain = (error: unknown) => {
    if (!AichainError.isInstance(error)) return undefined
    // @ts-expect-error a code that no error has
    if (error.code === 'insuficient-funds') return undefined
    return error.code === 'share-too-low' ? error.code : undefined
  }
  expectTypeOf(explain).returns.toEqualTypeOf<'share-too-low' | undefined>()
})

test('reading needs no writer', () => {
  const reader: ChainReader = chain
  expectTypeOf<Chain>().toExtend<ChainReader>()
  expectTypeOf<ChainReader>().not.toExtend<Chain>()
  expectTypeOf(
    new TaskClient({ chain: reader, content }),
  ).toExtend<TaskClient>()
  expectTypeOf(
    new ConsensusReader({ chain: reader, content }),
  ).toExtend<ConsensusReader>()
})

test('the ABI types calls by name', () => {
  type Abi = typeof consensusAbi
  expectTypeOf<
    ContractFunctionArgs<Abi, 'nonpayable', 'finalize'>
  >().toEqualTypeOf<readonly [`0x${string}`]>()
  expectTypeOf<
    ContractFunctionReturnType<Abi, 'view', 'seatCount', []>
  >().toEqualTypeOf<number>()
})
