import type { Cid } from '@aichain/base'
import type { Message } from '@aichain/inference'
import { expectTypeOf, test } from 'vitest'
import type { TaskClient } from '../task-client.js'
import type { CommitteeSize, TaskRequest } from './request.js'

/** Checked by the compiler; nothing here is ever called. */
type Call = (tasks: TaskClient, model: Cid) => unknown

const compiled: Call[] = []
const accept = (call: Call) => compiled.push(call)

test('what is written down as impossible does not compile', () => {
  const messages = [{ role: 'user', content: 'a' }] as const
  // @ts-expect-error: there is nothing to answer.
  accept((tasks, model) => tasks.ask({ model, messages: [] }))
  // @ts-expect-error: there is nothing to answer.
  accept((tasks, model) => tasks.submit({ model, messages: [] }))
  // @ts-expect-error: there is nothing to answer.
  accept((tasks, model) => tasks.stream({ model, messages: [] }))
  // @ts-expect-error: no committee has two members.
  accept((tasks, model) => tasks.ask({ model, messages, committeeSize: 2 }))
  // @ts-expect-error: no committee has sixteen members.
  accept((tasks, model) => tasks.ask({ model, messages, committeeSize: 16 }))
  // @ts-expect-error: a misspelt key.
  accept((tasks, model) => tasks.ask({ model, messages, comitteeSize: 5 }))
  // @ts-expect-error: wei are a bigint.
  accept((tasks, model) => tasks.ask({ model, messages, fee: 1e15 }))
  const tool = [{ role: 'tool', content: 'a' }] as const
  // @ts-expect-error: an unknown role.
  accept((tasks, model) => tasks.ask({ model, messages: tool }))
  // @ts-expect-error: a model is needed.
  accept((tasks) => tasks.ask({ messages }))
})

test('what comes from elsewhere compiles, and is checked when it is sent', () => {
  const list: Message[] = []
  const size: number = 5
  const few: 3 | 5 = 5
  accept((tasks, model) => tasks.ask({ model, messages: list }))
  accept((tasks, model) => tasks.ask({ model, messages: [...list] }))
  accept((tasks, model) =>
    tasks.ask({
      model,
      messages: [...list, { role: 'user', content: 'a' }],
      committeeSize: size,
    }),
  )
  accept((tasks, model) =>
    tasks.ask({ model, messages: list, committeeSize: few }),
  )
  accept((tasks, model) => {
    const request: TaskRequest = { model, messages: list, committeeSize: size }
    return tasks.stream(request)
  })
  accept((tasks, model) => {
    const messages = [{ role: 'user', content: 'a' }] satisfies Message[]
    return tasks.submit({ model, messages, committeeSize: undefined })
  })
  accept((tasks, model) => {
    const messages: readonly Message[] = list
    return tasks.ask({ model, messages }, { timeout: 5 })
  })
})

test('types need not be written', () => {
  expectTypeOf<TaskRequest['messages']>().toEqualTypeOf<readonly Message[]>()
  expectTypeOf<TaskRequest['committeeSize']>().toEqualTypeOf<
    number | undefined
  >()
  expectTypeOf<5>().toExtend<CommitteeSize>()
  expectTypeOf<2>().not.toExtend<CommitteeSize>()
})
