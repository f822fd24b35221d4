import type { Cid } from '@aichain/base'
import { cidOf } from '@aichain/base'
import type { Message } from '@aichain/inference'
import { describe, expect, test } from 'vitest'
import {
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import { clientOf, fee, requestOf } from '../../../test/task-listener.js'
import { passEpochs } from '../../testing/chain-scene.js'
import type { TaskRequest } from './request.js'

const user = (content: string): Message => ({ role: 'user', content })

/** What must not have changed when a request is refused. */
async function footprint({ requester, content, chain }: MemoryNetwork) {
  return {
    balance: await requester.getBalance(requester.account),
    block: await requester.getHead(),
    blocks: content.blocks.size,
    pending: chain.pending(),
  }
}

async function expectRefusal(
  network: MemoryNetwork,
  change: object,
  expected: object,
): Promise<void> {
  const before = await footprint(network)
  const request = requestOf(network, change as Partial<TaskRequest>)
  await expect(clientOf(network).submit(request)).rejects.toMatchObject(
    expected,
  )
  await expect(clientOf(network).ask(request)).rejects.toMatchObject(expected)
  expect(await footprint(network)).toEqual(before)
}

describe('a request that cannot be is refused before anything is spent', () => {
  test.each([
    ['no model', { model: undefined }, 'model'],
    ['a model that is no CID', { model: 'minimind' }, 'model'],
    [
      'a folder as a model',
      { model: 'bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354' },
      'model',
    ],
    ['a fee of nothing', { fee: 0n }, 'fee'],
    ['a negative fee', { fee: -1n }, 'fee'],
    ['a fee that is no bigint', { fee: 1 }, 'fee'],
    ['two members', { committeeSize: 2 }, 'committeeSize'],
    ['sixteen members', { committeeSize: 16 }, 'committeeSize'],
    ['half a member', { committeeSize: 3.5 }, 'committeeSize'],
    ['members in words', { committeeSize: '5' }, 'committeeSize'],
    ['a nonce that is no bigint', { nonce: 1 }, 'nonce'],
    ['a negative nonce', { nonce: -1n }, 'nonce'],
    ['a nonce of 65 bits', { nonce: 2n ** 64n }, 'nonce'],
    ['no tokens', { maxNewTokens: 0 }, 'maxNewTokens'],
    ['half a token', { maxNewTokens: 0.5 }, 'maxNewTokens'],
    [
      'endless tokens',
      { maxNewTokens: Number.POSITIVE_INFINITY },
      'maxNewTokens',
    ],
  ])('%s', async (_, change, argument) => {
    const network = await openMemoryNetwork()
    await expectRefusal(network, change, { code: 'invalid-argument', argument })
  })

  test.each([
    ['no messages', []],
    ['no list', undefined],
    [
      'the last word to the assistant',
      [user('a'), { role: 'assistant', content: 'b' }],
    ],
    ['an unknown role', [{ role: 'tool', content: 'a' }]],
    ['no content', [{ role: 'user' }]],
    ['content that is no text', [{ role: 'user', content: 1 }]],
    ['an unknown key', [{ role: 'user', content: 'a', name: 'b' }]],
    ['half a character', [user('\ud800')]],
  ])('%s', async (_, messages) => {
    const network = await openMemoryNetwork()
    await expectRefusal(network, { messages }, { code: 'prompt-invalid' })
  })

  test("a prompt beyond the model's limit", async () => {
    const network = await openMemoryNetwork()
    const { maxPromptBytes: maximum } = network.manifest.decoding
    const messages = [user('x'.repeat(maximum))]
    const expected = { code: 'prompt-too-large', maximum }
    await expectRefusal(network, { messages }, expected)
  })

  test('a prompt beyond what any store carries', async () => {
    const network = await openMemoryNetwork()
    const messages = [user('x'.repeat(2 ** 20))]
    const expected = { code: 'prompt-too-large', maximum: 2 ** 20 }
    await expectRefusal(network, { messages }, expected)
  })

  test('an unknown model', async () => {
    const network = await openMemoryNetwork()
    const model = cidOf(new TextEncoder().encode('nobody registered this'))
    await expectRefusal(network, { model }, { code: 'model-not-found', model })
  })

  test('a model whose manifest nobody serves', async () => {
    const network = await openMemoryNetwork()
    network.content.drop(network.model)
    await expectRefusal(network, {}, { code: 'content-not-found' })
  })

  test('a model whose manifest is falsified on the way', async () => {
    const network = await openMemoryNetwork()
    network.content.tamper(network.model)
    await expectRefusal(network, {}, { code: 'content-tampered' })
  })

  test('a model whose manifest is none', async () => {
    const network = await openMemoryNetwork()
    const model = await network.content.put(new TextEncoder().encode('{}'))
    await network.requester.registerModel(model)
    await expectRefusal(network, { model }, { code: 'manifest-invalid' })
  })

  test('a fee too low, and one too high', async () => {
    const network = await openMemoryNetwork()
    const { model, scene } = network
    const { minimumFee, maximumFee } = await clientOf(network).quote({ model })
    const { unit, minimumShare, hardSlash } = scene.parameters
    const low = { code: 'share-too-low', minimum: minimumShare }
    await expectRefusal(network, { fee: minimumFee - 1n }, low)
    const high = { code: 'share-too-high', maximum: hardSlash }
    await expectRefusal(network, { fee: maximumFee + 5n * unit }, high)
  })

  test('a fee that reaches too few places', async () => {
    const network = await openMemoryNetwork({ classes: [0, 0, 0, 0, 1] })
    const { model } = network
    const { minimumFee } = await clientOf(network).quote({ model })
    const few = { code: 'not-enough-places', places: 4n, required: 5n }
    await expectRefusal(network, { fee: minimumFee }, few)
  })

  test('a tip that is not in whole units, and one for nobody', async () => {
    const network = await openMemoryNetwork()
    const beacon = { seed: 'beacon', roundTip: 1n }
    await expectRefusal(network, beacon, { code: 'not-whole-units' })
    const block = { seed: 'block', roundTip: 10n ** 9n }
    await expectRefusal(network, block, { code: 'tip-without-round' })
  })

  test('a wallet without funds', async () => {
    const network = await openMemoryNetwork()
    network.chain.setBalance(network.requester.account, fee - 1n)
    await expectRefusal(network, {}, { code: 'insufficient-funds', value: fee })
  })

  test('fewer places than members', async () => {
    const network = await openMemoryNetwork({ seats: 4 })
    await expectRefusal(network, {}, { code: 'not-enough-places' })
  })

  test('a chain that is stopped', async () => {
    const network = await openMemoryNetwork()
    network.chain.stop()
    const submitting = clientOf(network).submit(requestOf(network))
    await expect(submitting).rejects.toMatchObject({
      code: 'chain-unreachable',
    })
  })
})

test('a wallet that cannot pay for gas spends nothing', async () => {
  const network = await openMemoryNetwork()
  network.chain.setBalance(network.requester.account, fee)
  const submitting = clientOf(network).submit(requestOf(network))
  await expect(submitting).rejects.toMatchObject({ code: 'insufficient-funds' })
  const { requester } = network
  expect(await requester.getBalance(requester.account)).toBe(fee)
})

test('where a token is the asset, a balance of ether says nothing', async () => {
  const network = await openMemoryNetwork()
  const chain = {
    ...network.requester,
    getParameters: async () => ({
      ...(await network.requester.getParameters()),
      asset: `0x${'ee'.repeat(20)}` as const,
    }),
    getBalance: async () => 0n,
  }
  const task = await clientOf(network, { chain }).submit(requestOf(network))
  const record = await network.requester.getTask(task.id)
  expect(record).toMatchObject({ share: fee / 5n })
})

test('seats that left are noticed before the transaction is sent', async () => {
  const network = await openMemoryNetwork()
  const { nodes, fixture } = network.scene
  await nodes[0]?.exit(0)
  await passEpochs(fixture, network.requester, 1)
  const before = await network.requester.getHead()
  const submitting = clientOf(network).submit(requestOf(network))
  await expect(submitting).rejects.toMatchObject({ code: 'not-enough-places' })
  expect(await network.requester.getHead()).toEqual(before)
})

test('manifest and parameters are read once, whatever is asked later', async () => {
  const network = await openMemoryNetwork()
  const reads: Cid[] = []
  const content = {
    ...network.content,
    get: (cid: Cid) => {
      reads.push(cid)
      return network.content.get(cid)
    },
  }
  const tasks = clientOf(network, { content })
  await tasks.submit(requestOf(network))
  await tasks.submit(requestOf(network))
  expect(reads).toEqual([network.model])
})

test('what could not be read is read again the next time', async () => {
  const network = await openMemoryNetwork()
  const tasks = clientOf(network)
  network.content.stop()
  const code = 'content-store-unreachable'
  await expect(tasks.submit(requestOf(network))).rejects.toMatchObject({ code })
  network.content.start()
  await tasks.submit(requestOf(network))
})

test('every limit itself is still accepted', async () => {
  const network = await openMemoryNetwork({ seats: 15 })
  const tasks = clientOf(network)
  for (const committeeSize of [3, 15]) {
    const { model } = network
    const quote = await tasks.quote({ model, committeeSize })
    const { minimumFee, maximumFee } = quote
    for (const fee of [minimumFee, maximumFee]) {
      await tasks.submit(requestOf(network, { committeeSize, fee }))
    }
  }
})
