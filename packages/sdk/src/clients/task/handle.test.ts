import { describe, expect, test } from 'vitest'
import {
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import { clientOf, requestOf } from '../../../test/task-listener.js'
import type { Chain, ChainUpdate } from '../../ports/chain.js'
import type { TaskUpdate } from './update.js'

type Step = TaskUpdate['type']

/** A chain that counts the watchers it has open. */
function countingWatchers(chain: Chain) {
  const open = { count: 0 }
  const watch: Chain['watch'] = (options) => {
    async function* updates(): AsyncGenerator<ChainUpdate> {
      open.count += 1
      try {
        yield* chain.watch(options)
      } finally {
        open.count -= 1
      }
    }
    return updates()
  }
  return { open, chain: { ...chain, watch } }
}

/** Nothing sleeps, nobody watches, nobody listens to the caller's signal. */
async function expectReleased(
  network: MemoryNetwork,
  open: { readonly count: number },
): Promise<void> {
  await expect.poll(() => open.count).toBe(0)
  await expect.poll(() => network.clock.sleeping()).toBe(0)
}

async function posted() {
  const network = await openMemoryNetwork()
  const { open, chain } = countingWatchers(network.requester)
  const task = await clientOf(network, { chain }).submit(requestOf(network))
  return { network, open, task }
}

const steps: readonly Step[] = [
  'prompt-stored',
  'posted',
  'committee-drawn',
  'vote-committed',
  'vote-revealed',
  'decided',
]

describe('leaving the loop', () => {
  test.each(steps)('after %s releases everything', async (step) => {
    const { network, open, task } = await posted()
    await network.agree(task.id)
    for await (const update of task.updates()) {
      if (update.type === step) break
    }
    await expectReleased(network, open)
  })

  test('by an exception releases everything', async () => {
    const { network, open, task } = await posted()
    const failing = (async () => {
      for await (const update of task.updates()) {
        if (update.type === 'committee-drawn') throw new RangeError('mine')
      }
    })()
    await expect(failing).rejects.toThrow('mine')
    await expectReleased(network, open)
  })

  test('at the end releases everything', async () => {
    const { network, open, task } = await posted()
    await network.agree(task.id)
    await task.answer({ timeout: 60_000 })
    await expectReleased(network, open)
  })
})

describe('an abort', () => {
  test.each(steps)('after %s rejects with its reason', async (step) => {
    const { network, open, task } = await posted()
    await network.agree(task.id)
    const controller = new AbortController()
    const { signal } = controller
    const reason = { stopped: 'by the user' }
    const answering = task.answer({
      signal,
      onProgress: (update) => {
        if (update.type === step) controller.abort(reason)
      },
    })
    await expect(answering).rejects.toBe(reason)
    await expectReleased(network, open)
  })

  test('while nothing happens rejects at once', async () => {
    const { network, open, task } = await posted()
    const controller = new AbortController()
    const answering = task.answer({ signal: controller.signal })
    answering.catch(() => {})
    await expect.poll(() => open.count).toBe(1)
    await network.clock.whenSleeping()
    controller.abort('stop')
    await expect(answering).rejects.toBe('stop')
    await expectReleased(network, open)
  })

  test('before the first step rejects, whatever is asked', async () => {
    const { network, open, task } = await posted()
    const signal = AbortSignal.abort('stop')
    await expect(task.answer({ signal })).rejects.toBe('stop')
    const updates = task.updates({ signal })[Symbol.asyncIterator]()
    await expect(updates.next()).rejects.toBe('stop')
    const tasks = clientOf(network)
    const request = requestOf(network)
    await expect(tasks.submit(request, { signal })).rejects.toBe('stop')
    await expect(tasks.ask(request, { signal })).rejects.toBe('stop')
    await expect(tasks.resume(task.id, { signal })).rejects.toBe('stop')
    await expect(
      tasks.quote({ model: network.model }, { signal }),
    ).rejects.toBe('stop')
    await expect(tasks.withdraw({ signal })).rejects.toBe('stop')
    expect(open.count).toBe(0)
  })

  test('of one stream leaves the other alone', async () => {
    const { network, task } = await posted()
    const controller = new AbortController()
    const aborted = task.answer({ signal: controller.signal })
    const other = task.answer()
    aborted.catch(() => {})
    controller.abort('stop')
    await expect(aborted).rejects.toBe('stop')
    await network.agree(task.id)
    expect((await other).task).toBe(task.id)
  })

  test('with an error of the SDK as its reason is still an abort', async () => {
    const { network, task } = await posted()
    const controller = new AbortController()
    const reason = await clientOf(network)
      .resume('0x00')
      .catch((error) => error)
    const answering = task.answer({ signal: controller.signal })
    answering.catch(() => {})
    controller.abort(reason)
    await expect(answering).rejects.toBe(reason)
  })

  /** Parts that hear no signal and never answer. */
  const deaf = {
    getModel: 'model',
    getParameters: 'parameters',
    getBalance: 'balance',
    getList: 'places',
    addTask: 'posting',
  } as const

  test.each(Object.keys(deaf) as (keyof typeof deaf)[])(
    'rejects at once even while %s never answers',
    async (method) => {
      const network = await openMemoryNetwork()
      let isAsked = false
      const chain = {
        ...network.requester,
        [method]: () => {
          isAsked = true
          return new Promise<never>(() => {})
        },
      }
      const controller = new AbortController()
      const submitting = clientOf(network, { chain }).submit(
        requestOf(network),
        { signal: controller.signal, timeout: 60_000 },
      )
      submitting.catch(() => {})
      await expect.poll(() => isAsked).toBe(true)
      controller.abort('stop')
      await expect(submitting).rejects.toBe('stop')
      expect(network.clock.sleeping()).toBe(0)
    },
  )

  const reads = ['getHead', 'getTask', 'getCommittee', 'getEvents'] as const

  test.each([...reads, 'finalize'] as const)(
    'of a followed task rejects at once even while %s never answers',
    async (method) => {
      const { network, task } = await posted()
      const { requester } = network
      let isDeaf = false
      let isAsked = false
      const call = requester[method] as (...all: unknown[]) => Promise<unknown>
      const chain = {
        ...requester,
        [method]: (...all: unknown[]) => {
          isAsked ||= isDeaf
          return isDeaf ? new Promise<never>(() => {}) : call(...all)
        },
      }
      const handle = await clientOf(network, { chain }).resume(task.id)
      if (method === 'finalize') network.chain.mine({ seconds: 2000 })
      else await network.agree(task.id)
      isDeaf = true
      const controller = new AbortController()
      const answering = handle.answer({ signal: controller.signal })
      answering.catch(() => {})
      await network.clock.advance(10_000)
      await expect.poll(() => isAsked).toBe(true)
      controller.abort('stop')
      await expect(answering).rejects.toBe('stop')
      await expect.poll(() => network.clock.sleeping()).toBe(0)
    },
  )

  test('rejects at once even while the content store never answers', async () => {
    const { network, task } = await posted()
    await network.agree(task.id)
    const content = {
      ...network.content,
      get: () => new Promise<never>(() => {}),
    }
    const handle = await clientOf(network, { content }).resume(task.id)
    const controller = new AbortController()
    const answering = handle.answer({
      signal: controller.signal,
      onProgress: ({ type }) => {
        if (type === 'decided') queueMicrotask(() => controller.abort('stop'))
      },
    })
    await expect(answering).rejects.toBe('stop')
    await expect.poll(() => network.clock.sleeping()).toBe(0)
  })
})

test('a fault of an adapter that is no error of the SDK is not dressed up', async () => {
  const { network, task } = await posted()
  const chain = {
    ...network.requester,
    getCommittee: async () => {
      throw new RangeError('a bug of the adapter')
    },
  }
  const handle = await clientOf(network, { chain }).resume(task.id)
  await expect(handle.answer()).rejects.toThrow('a bug of the adapter')
})
