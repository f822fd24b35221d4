import {
  bytesToHex,
  canonicalBytes,
  cidOf,
  commitment,
  countMembers,
  type Digest,
  digestOf,
  drawCommittee,
  encodeOutput,
  encodePrompt,
  type Hex,
  hardSlash,
  quorum,
  softSlash,
  splitReward,
  tally,
  taskId,
  UNAVAILABLE,
} from '../../src/core.js'
import { exampleReceipt } from '../example-receipt.js'
import { type SeededRandom, seededRandom } from '../seeded-random.js'
import { type Columns, columnsOf } from './columns.js'

const MAXIMUM_COMMITTEE = 15
const ZERO: Digest = `0x${'00'.repeat(32)}`

/** Every file of packages/contracts/test/vectors, by name. */
export const vectors: Readonly<Record<string, () => Columns>> = {
  'task-ids': taskIds,
  commitments,
  quorums,
  committees,
  tallies,
  rewards,
  documents,
}

function repeat<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

function digest(random: SeededRandom): Digest {
  return bytesToHex(random.bytes(32))
}

function address(random: SeededRandom): Hex {
  return bytesToHex(random.bytes(20))
}

function amount(random: SeededRandom, bytes: number): bigint {
  return BigInt(bytesToHex(random.bytes(bytes)))
}

function taskIds(): Columns {
  const random = seededRandom(101)
  return columnsOf(
    repeat(20, (index) => {
      const parameters = {
        chainId: random.pick([1, 10, 8453, 31337]),
        consensus: address(random),
        requester: address(random),
        nonce: index < 10 ? BigInt(index) : amount(random, 8),
        model: digest(random),
        prompt: digest(random),
        committeeSize: 3 + random.below(13),
      }
      return { ...parameters, taskId: taskId(parameters) }
    }),
  )
}

function commitments(): Columns {
  const random = seededRandom(102)
  return columnsOf(
    repeat(20, () => {
      const parameters = {
        task: digest(random),
        seat: random.below(65_536),
        output: digest(random),
        salt: digest(random),
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

/** Bit s of `eligible` is set when seat s is; `committee` has 15 places a case, unused ones 0. */
function committees(): Columns {
  const random = seededRandom(103)
  return columnsOf(
    repeat(60, () => {
      const seats = 3 + random.below(62)
      const committeeSize = 3 + random.below(Math.min(seats, 15) - 2)
      const eligible = eligibleSeats(random, seats)
      const parameters = {
        blockHash: digest(random),
        task: digest(random),
        seats,
        committeeSize,
      }
      const drawn = drawCommittee({
        ...parameters,
        isEligible: (seat) => ((eligible >> BigInt(seat)) & 1n) === 1n,
      })
      return {
        ...parameters,
        eligible,
        filled: drawn.ok,
        committee: padded(drawn.ok ? drawn.value : [], 0),
      }
    }),
  )
}

function eligibleSeats(random: SeededRandom, seats: number): bigint {
  const isSparse = random.below(4) === 0
  return repeat(seats, (seat) => seat)
    .filter(() => random.below(isSparse ? 8 : 1) === 0)
    .reduce((bitmap, seat) => bitmap | (1n << BigInt(seat)), 0n)
}

/** `outputs` has 15 places a case; zero is a member that revealed nothing. */
function tallies(): Columns {
  const random = seededRandom(104)
  return columnsOf(
    repeat(60, () => {
      const committeeSize = 3 + random.below(13)
      const outputs = randomVotes(random, committeeSize)
      const result = tally(outputs, committeeSize)
      return {
        committeeSize,
        outputs: padded(
          outputs.map((output) => output ?? ZERO),
          ZERO,
        ),
        decided: result.type === 'decided',
        unavailable: result.type === 'unavailable',
        output: result.type === 'decided' ? result.output : ZERO,
        winners: result.type === 'decided' ? result.winners : 0,
      }
    }),
  )
}

function randomVotes(
  random: SeededRandom,
  size: number,
): (Digest | undefined)[] {
  const outputs = [digest(random), digest(random), UNAVAILABLE, undefined]
  const favourite = random.pick(outputs)
  const dissent = 2 + random.below(6)
  return repeat(size, () =>
    random.below(dissent) === 0 ? random.pick(outputs) : favourite,
  )
}

function padded<T>(values: readonly T[], filler: T): T[] {
  return repeat(MAXIMUM_COMMITTEE, (index) => values[index] ?? filler)
}

function rewards(): Columns {
  const random = seededRandom(105)
  return columnsOf(
    repeat(60, () => {
      const fee = amount(random, 1 + random.below(12))
      const protocolFeeBps = random.below(1001)
      const winners = 1 + random.below(2 ** 15 - 1)
      const bond = amount(random, 1 + random.below(12))
      const slashBps = random.below(10_001)
      const balance = amount(random, 1 + random.below(12))
      const committeeSize = 3 + random.below(13)
      return {
        fee,
        protocolFeeBps,
        winners,
        winnerCount: countMembers(winners),
        ...splitReward({ fee, protocolFeeBps, winners }),
        bond,
        slashBps,
        balance,
        committeeSize,
        hardSlash: hardSlash({ balance, bond, slashBps }),
        softSlash: softSlash({ balance, fee, committeeSize }),
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
      model: receipt.model,
      prompt: receipt.prompt,
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
