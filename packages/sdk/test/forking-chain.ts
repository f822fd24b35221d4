import type { Hex } from '@aichain/base'
import {
  createClient,
  custom,
  encodeAbiParameters,
  toEventSelector,
} from 'viem'
import type { SeededRandom } from '../../base/test/seeded-random.js'
import { keccakWords } from '../src/core/encoding/keccak.js'
import type { Deployment } from '../src/ports/chain.js'
import { openedConnection } from './opened-connection.js'

type Block = {
  readonly hash: Hex
  readonly parentHash: Hex
  readonly nonce: number
}

const consensus = `0x${'01'.repeat(20)}` as const
const deployment: Deployment = {
  chainId: 1,
  consensus,
  modelRegistry: `0x${'02'.repeat(20)}`,
  fromBlock: 0n,
}

/**
 * An endpoint whose chain grows and forks between any two of its answers, as
 * `random` decides. Every block has one event, `Left`, whose `to` is unique to
 * the block, so that what a watcher was told can be held against the chain.
 */
export function forkingChain(random: SeededRandom) {
  const blocks: Block[] = []
  let nonce = 0
  let isLively = true

  const grow = (count: number) => {
    for (let added = 0; added < count; added += 1) {
      nonce += 1
      const parentHash = blocks.at(-1)?.hash ?? `0x${'00'.repeat(32)}`
      blocks.push({ hash: keccakWords(nonce), parentHash, nonce })
    }
  }
  const live = () => {
    if (random.below(6) === 0) grow(1 + random.below(4))
    if (random.below(10) > 0) return
    blocks.length -= Math.min(random.below(6), blocks.length - 1)
    grow(1 + random.below(3))
  }
  grow(1)
  const request = async (call: {
    readonly method: string
    readonly params: readonly unknown[]
  }) => {
    if (isLively) live()
    return answer(blocks, call.method, call.params)
  }
  const client = createClient({
    transport: custom({ request }, { retryCount: 0 }),
  })
  return {
    connection: openedConnection(client, deployment),
    /** From now on the chain stays as it is. */
    rest: () => {
      isLively = false
    },
    /** The events that stand, by their `to`. */
    standing: () => blocks.map((block) => block.nonce),
  }
}

function answer(
  blocks: readonly Block[],
  method: string,
  params: readonly unknown[],
): unknown {
  if (method === 'eth_getLogs') return logsIn(blocks, params[0] as LogRange)
  const tag = params[0] as string
  const number = tag === 'latest' ? blocks.length - 1 : Number(tag)
  const block = blocks[number]
  if (block === undefined) return null
  const { hash, parentHash } = block
  const timestamp = '0x1'
  return {
    number: toHex(number),
    hash,
    parentHash,
    timestamp,
    transactions: [],
  }
}

type LogRange = { readonly fromBlock: Hex; readonly toBlock: Hex }

function logsIn(blocks: readonly Block[], range: LogRange): unknown[] {
  const [from, to] = [Number(range.fromBlock), Number(range.toBlock)]
  return blocks.slice(from, to + 1).map(({ hash, nonce }, index) => ({
    address: consensus,
    topics: [toEventSelector('Left(uint16,uint256)'), wordOf(0)],
    data: encodeAbiParameters([{ type: 'uint40' }], [nonce]),
    blockNumber: toHex(from + index),
    blockHash: hash,
    transactionHash: hash,
    transactionIndex: '0x0',
    logIndex: '0x0',
    removed: false,
  }))
}

function wordOf(word: number): Hex {
  return `0x${word.toString(16).padStart(64, '0')}`
}

function toHex(number: number): Hex {
  return `0x${number.toString(16)}`
}
