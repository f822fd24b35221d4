import { seededRandom } from '../../../base/test/seeded-random.js'
import {
  bytesToHex,
  canonicalBytes,
  cidOf,
  commitment,
  digestOf,
  encodeOutput,
  encodePrompt,
  listId,
  listWords,
  type Order,
  orderWords,
  quorum,
  type Result,
  tally,
  taskId,
} from '../../src/core.js'
import { exampleReceipt } from '../example-receipt.js'
import { type Columns, columnsOf } from './columns.js'
import { drawVectors } from './generate-draws.js'
import { moneyVectors } from './generate-money.js'
import { signatureVectors } from './generate-signatures.js'
import { randomOrder } from './random-order.js'
import {
  padded,
  randomAddress,
  randomDigest,
  randomSize,
  randomVotes,
  repeat,
  ZERO,
} from './random-values.js'

/** Every file that the core computes, by name. */
export const vectors: Readonly<Record<string, () => Columns>> = {
  'list-ids': listIds,
  'task-ids': taskIds,
  commitments,
  quorums,
  tallies,
  documents,
  ...drawVectors,
  ...signatureVectors,
  ...moneyVectors,
}

function listIds(): Columns {
  const random = seededRandom(106)
  return columnsOf(
    repeat(20, () => {
      const order = randomOrder(random, 1n)
      return { ...listWords(order), listId: listId(order) }
    }),
  )
}

/** An order's words, then what its id binds beside them. */
function taskIds(): Columns {
  const random = seededRandom(101)
  return columnsOf(
    repeat(30, () => {
      const order = wordsOf(randomOrder(random, 1n))
      const where = {
        chainId: random.pick([1, 10, 8453, 31337]),
        consensus: randomAddress(random),
        requester: randomAddress(random),
      }
      return { ...order, ...where, taskId: taskId({ ...where, order }) }
    }),
  )
}

function wordsOf(order: Order) {
  return accepted(orderWords(order, 1n))
}

/** What cannot be refused here. */
function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.reason)
  return result.value
}

function commitments(): Columns {
  const random = seededRandom(102)
  return columnsOf(
    repeat(20, () => {
      const parameters = {
        task: randomDigest(random),
        seat: random.below(65_536),
        output: randomDigest(random),
        salt: randomDigest(random),
      }
      return { ...parameters, commitment: commitment(parameters) }
    }),
  )
}

function quorums(): Columns {
  return columnsOf(
    repeat(13, (index) => ({
      committeeSize: index + 3,
      quorum: quorum(index + 3),
    })),
  )
}

/**
 * `outputs` has 15 places a case; zero is a member whose vote is not known.
 * `winners` are those who gave `output`, also where it is `UNAVAILABLE`.
 */
function tallies(): Columns {
  const random = seededRandom(104)
  return columnsOf(
    repeat(60, () => {
      const committeeSize = randomSize(random)
      const outputs = randomVotes(random, committeeSize)
      const result = tally(outputs, committeeSize)
      const words = outputs.map((output) => output ?? ZERO)
      return {
        committeeSize,
        outputs: padded(words, ZERO),
        decided: result.type === 'decided',
        unavailable: result.type === 'unavailable',
        output: result.type === 'decided' ? result.output : ZERO,
        winners:
          result.type === 'decided'
            ? result.winners
            : result.type === 'unavailable'
              ? result.voters
              : 0,
      }
    }),
  )
}

/** Canonical documents with what the contracts hold and tell of them. */
function documents(): Columns {
  const { receipt, outputBytes } = exampleReceipt()
  const all = [
    canonicalBytes({}),
    canonicalBytes({ b: [1, null, true], a: 'é', '😀': '\u2028"\\\n' }),
    encodePrompt({
      type: 'aichain/prompt/1',
      messages: [
        { role: 'system', content: 'Antworte kurz: größer, Straße.' },
        { role: 'user', content: 'What is the capital of France? 🇫🇷' },
      ],
      maxNewTokens: 64,
    }),
    encodeOutput({
      type: 'aichain/output/1',
      model: receipt.order.model,
      prompt: receipt.order.prompt,
      finishReason: 'error',
      error: 'prompt-malformed',
    }),
    outputBytes,
  ]
  return columnsOf(
    all.map((bytes) => ({
      text: new TextDecoder().decode(bytes),
      bytes: bytesToHex(bytes),
      digest: digestOf(bytes),
      cid: cidOf(bytes),
      // CID version 1, codec raw, sha2-256, 32 bytes.
      binaryCid: `0x01551220${digestOf(bytes).slice(2)}`,
    })),
  )
}
