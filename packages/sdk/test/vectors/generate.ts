import {
  type SeededRandom,
  seededRandom,
} from '../../../base/test/seeded-random.js'
import {
  bytesToHex,
  canonicalBytes,
  cidOf,
  commitment,
  countMembers,
  digestOf,
  drawCommittee,
  encodeOutput,
  encodePrompt,
  hardSlash,
  protocolCut,
  quorum,
  softSlash,
  splitReward,
  tally,
  taskId,
} from '../../src/core.js'
import { exampleReceipt } from '../example-receipt.js'
import { type Columns, columnsOf } from './columns.js'
import { laneOneVectors } from './generate-lane-one.js'
import {
  padded,
  randomAddress,
  randomAmount,
  randomDigest,
  randomSize,
  randomVotes,
  repeat,
  ZERO,
} from './random-values.js'

/** Every file of packages/contracts/test/vectors, by name. */
export const vectors: Readonly<Record<string, () => Columns>> = {
  'task-ids': taskIds,
  commitments,
  quorums,
  committees,
  tallies,
  rewards,
  documents,
  ...laneOneVectors,
}

function taskIds(): Columns {
  const random = seededRandom(101)
  return columnsOf(
    repeat(20, (index) => {
      const parameters = {
        chainId: random.pick([1, 10, 8453, 31337]),
        consensus: randomAddress(random),
        requester: randomAddress(random),
        nonce: index < 10 ? BigInt(index) : randomAmount(random, 8),
        model: randomDigest(random),
        prompt: randomDigest(random),
        committeeSize: randomSize(random),
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

/** Bit s of `eligible` is set when seat s is; `committee` has 15 places a case, unused ones 0. */
function committees(): Columns {
  const random = seededRandom(103)
  return columnsOf(
    repeat(60, () => {
      const seats = 3 + random.below(62)
      const committeeSize = 3 + random.below(Math.min(seats, 15) - 2)
      const eligible = eligibleSeats(random, seats)
      const parameters = {
        blockHash: randomDigest(random),
        task: randomDigest(random),
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
      const committeeSize = randomSize(random)
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

function rewards(): Columns {
  const random = seededRandom(105)
  return columnsOf(
    repeat(60, () => {
      const fee = randomAmount(random, 1 + random.below(12))
      const protocolFeeBps = random.below(1001)
      const winners = 1 + random.below(2 ** 15 - 1)
      const bond = randomAmount(random, 1 + random.below(12))
      const slashBps = random.below(10_001)
      const balance = randomAmount(random, 1 + random.below(12))
      const committeeSize = randomSize(random)
      return {
        fee,
        protocolFeeBps,
        winners,
        winnerCount: countMembers(winners),
        ...splitReward({ fee, winners }),
        cut: protocolCut({ reward: fee, protocolFeeBps }),
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
