import { cidFromDigest } from '@aichain/base'
import { expectEqual, expectReason, expectThat } from '@aichain/base/testing'
import type { ProtocolEvent } from '../core/task/protocol-event.js'
import type { Chain, ChainUpdate } from '../ports/chain.js'
import { digest } from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'

const model = (value: number) => cidFromDigest(digest(value))

/** Reads updates until one fits, and returns all of them. */
async function readUntil(
  updates: AsyncIterator<ChainUpdate>,
  isLast: (update: ChainUpdate) => boolean,
): Promise<ChainUpdate[]> {
  const read: ChainUpdate[] = []
  for (;;) {
    const { done, value } = await updates.next()
    if (done) return read
    read.push(value)
    if (isLast(value)) return read
  }
}

function hasModel(value: number): (update: ChainUpdate) => boolean {
  return (update) =>
    update.type === 'blocks' &&
    update.events.some((event) => isModel(event, value))
}

function isModel(event: ProtocolEvent, value: number): boolean {
  return event.type === 'model-registered' && event.model === model(value)
}

/** Models that stand after all updates, reorganizations taken into account. */
function modelsIn(updates: readonly ChainUpdate[]): string[] {
  let events: ProtocolEvent[] = []
  for (const update of updates) {
    if (update.type === 'blocks') events.push(...update.events)
    else {
      events = events.filter((event) => event.blockNumber <= update.ancestor)
    }
  }
  return events.flatMap((event) =>
    event.type === 'model-registered' ? [event.model] : [],
  )
}

const watchFrom = (chain: Chain, fromBlock: bigint, signal?: AbortSignal) =>
  chain.watch({ fromBlock, signal })[Symbol.asyncIterator]()

/** Watching: backfill, live blocks, clean-up. */
export const watchingPromises: ChainPromises = {
  'a watcher is told first what it missed, then what happens': async ({
    connect,
    mine,
  }) => {
    const chain = await connect(0)
    await chain.registerModel(model(1))
    await mine({ blocks: 3 })
    await chain.registerModel(model(2))
    const updates = watchFrom(chain, 0n)
    const missed = await readUntil(updates, hasModel(2))
    await chain.registerModel(model(3))
    const live = await readUntil(updates, hasModel(3))
    const told = modelsIn([...missed, ...live])
    expectEqual('models', told, [model(1), model(2), model(3)])
    const last = live.at(-1)
    const head = await chain.getHead()
    expectEqual(
      'the head',
      last?.type === 'blocks' && last.head.hash,
      head.hash,
    )
    await updates.return?.()
  },

  'a watcher is told blocks in which nothing happened': async ({
    connect,
    mine,
  }) => {
    const chain = await connect(0)
    const { number } = await chain.getHead()
    const updates = watchFrom(chain, number + 1n)
    await mine({ blocks: 2 })
    const told = await readUntil(
      updates,
      (update) => update.type === 'blocks' && update.head.number >= number + 2n,
    )
    expectThat('it came', told.length > 0, told)
    await updates.return?.()
  },

  'a watcher starts where it is told to': async ({ connect }) => {
    const chain = await connect(0)
    await chain.registerModel(model(1))
    const { blockNumber } = await chain.registerModel(model(2))
    const updates = watchFrom(chain, blockNumber)
    const told = await readUntil(updates, hasModel(2))
    expectEqual('models', modelsIn(told), [model(2)])
    await updates.return?.()
  },

  'a watcher that is aborted rejects with the reason': async ({ connect }) => {
    const chain = await connect(0)
    const controller = new AbortController()
    const updates = watchFrom(chain, 0n, controller.signal)
    await updates.next()
    const endless = readUntil(updates, () => false)
    controller.abort('stop')
    await expectReason('watch', endless, 'stop')
    const late = watchFrom(chain, 0n, AbortSignal.abort('stop')).next()
    await expectReason('an aborted watch', late, 'stop')
  },

  'several watchers are told the same': async ({ connect }) => {
    const chain = await connect(0)
    const watchers = [watchFrom(chain, 0n), watchFrom(chain, 0n)]
    await chain.registerModel(model(1))
    await chain.registerModel(model(2))
    for (const updates of watchers) {
      const told = await readUntil(updates, hasModel(2))
      expectEqual('models', modelsIn(told), [model(1), model(2)])
      await updates.return?.()
    }
  },
}

/** What happens when the chain takes blocks back. */
export const reorganizationPromises: ChainPromises = {
  'a watcher is told what was taken back and what came instead': async ({
    connect,
    reorganize,
  }) => {
    const chain = await connect(0)
    const first = await chain.registerModel(model(1))
    await chain.registerModel(model(2))
    await chain.registerModel(model(3))
    const updates = watchFrom(chain, 0n)
    const before = await readUntil(updates, hasModel(3))
    await reorganize?.(2)
    await chain.registerModel(model(4))
    const after = await readUntil(updates, hasModel(4))
    const told = [...before, ...after]
    expectEqual('models', modelsIn(told), [model(1), model(4)])
    const cut = told.find((update) => update.type === 'reorganized')
    const ancestor = cut?.type === 'reorganized' ? cut.ancestor : undefined
    expectEqual('the ancestor', ancestor, first.blockNumber)
    await updates.return?.()
  },

  'what was taken back is gone from the state': async ({
    connect,
    reorganize,
  }) => {
    const chain = await connect(0)
    await chain.registerModel(model(1))
    await chain.registerModel(model(2))
    const before = await chain.getHead()
    await reorganize?.(1)
    expectEqual('models', await chain.getModelCount(), 1)
    const head = await chain.getHead()
    expectThat('another head', head.hash !== before.hash, head)
    const events = await chain.getEvents({ fromBlock: 0n })
    expectEqual('events', events.length, 1)
  },
}
