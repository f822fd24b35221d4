import { readFileSync } from 'node:fs'
import { CID } from 'multiformats/cid'
import { sha256 } from 'multiformats/hashes/sha2'
import {
  concat,
  encodeAbiParameters,
  type Hex,
  hashTypedData,
  hexToBytes,
  keccak256,
} from 'viem'
import { expect, test } from 'vitest'
import { vectorsFile } from './folder.js'
import { vectors } from './generate.js'

/**
 * The same files are read by the contracts' tests. After a change of the
 * protocol: `npm run vectors -w @aichain/sdk`.
 */
test.each(Object.keys(vectors))(
  '%s.json is what the core computes',
  async (name) => {
    const text = `${JSON.stringify(vectors[name]?.(), null, 2)}\n`
    await expect(text).toMatchFileSnapshot(vectorsFile(name))
  },
)

const order = [
  ['model', 'bytes32'],
  ['author', 'address'],
  ['authorBps', 'uint16'],
  ['prompt', 'bytes32'],
  ['committeeSize', 'uint8'],
  ['share', 'uint64'],
  ['roundTip', 'uint32'],
  ['minimumPlaces', 'uint16'],
  ['seed', 'uint8'],
  ['nonce', 'uint64'],
] as const

test('list ids are what viem computes', () => {
  const types = ['bytes32', 'address', 'uint16']
  for (const { model, author, authorBps, listId } of rowsOf('list-ids'))
    expect(listId).toBe(hashOf(types, [model, author, authorBps]))
})

test('task ids are what viem computes', () => {
  const types = ['uint256', 'address', 'address']
  for (const row of rowsOf('task-ids')) {
    const { chainId, consensus, requester, taskId } = row
    const words = order.map(([name]) => row[name])
    expect(taskId).toBe(
      hashOf(
        [...types, ...order.map(([, type]) => type)],
        [chainId, consensus, requester, ...words],
      ),
    )
  }
})

test('commitments are what viem computes', () => {
  const types = ['bytes32', 'uint16', 'bytes32', 'bytes32']
  for (const { task, seat, output, salt, commitment } of rowsOf('commitments'))
    expect(commitment).toBe(hashOf(types, [task, seat, output, salt]))
})

test('tallies are what counting by hand gives', () => {
  const outcomes = new Set<unknown>()
  for (const row of rowsOf('tallies')) {
    const size = row.committeeSize as number
    const outputs = (row.outputs as string[]).slice(0, size)
    const winner = outputs.find(
      (output) =>
        !/^0x0+$/.test(output) &&
        3 * outputs.filter((other) => other === output).length >= 2 * size,
    )
    outcomes.add(row.decided ? 'decided' : row.unavailable)
    expect(row.decided || row.unavailable).toBe(winner !== undefined)
    if (row.decided) expect(row.output).toBe(winner)
  }
  expect(outcomes.size).toBe(3)
})

test('seals are what viem computes', () => {
  for (const { committeeSize, commitments, seal } of rowsOf('seals')) {
    const words = (commitments as Hex[]).slice(0, committeeSize as number)
    expect(seal).toBe(keccak256(concat(words)))
  }
})

test.each([
  [
    'votes',
    'Vote',
    [
      ['task', 'bytes32'],
      ['output', 'bytes32'],
      ['seal', 'bytes32'],
    ],
  ],
  [
    'acknowledgements',
    'Acknowledgement',
    [
      ['task', 'bytes32'],
      ['seal', 'bytes32'],
    ],
  ],
  [
    'signers',
    'Signer',
    [
      ['seat', 'uint16'],
      ['owner', 'address'],
      ['epoch', 'uint256'],
    ],
  ],
  [
    'signed-orders',
    'Order',
    [
      ...order,
      ['payer', 'address'],
      ['submitter', 'address'],
      ['tip', 'uint64'],
      ['deadline', 'uint64'],
    ],
  ],
] as const)('%s have the digests that viem computes', (file, name, fields) => {
  const types = { [name]: fields.map(([name, type]) => ({ name, type })) }
  for (const { chainId, consensus, digest, ...message } of rowsOf(file)) {
    const domain = {
      name: 'AIChain Consensus',
      version: '2',
      chainId: chainId as number,
      verifyingContract: consensus as Hex,
    }
    expect(digest).toBe(
      hashTypedData({ domain, types, primaryType: name, message }),
    )
  }
})

test('some draws fill their committees, and some cannot', () => {
  const rows = rowsOf('draws')
  expect(new Set(rows.map(({ filled }) => filled))).toEqual(
    new Set([true, false]),
  )
  for (const row of rows) {
    const seats = seatsOf(row.committee as string, row.committeeSize as number)
    if (!row.filled) continue
    expect(new Set(seats).size).toBe(row.committeeSize)
    for (const seat of seats) {
      const position = seat - (row.firstSeat as number)
      expect((BigInt(row.gone as string) >> BigInt(position)) & 1n).toBe(0n)
      const isExcluded = (row.excluded as number[]).includes(seat)
      expect(isExcluded && (row.excluded as number[])[0] !== 0).toBe(false)
    }
  }
})

test('settlements conserve the fee, and have every outcome', () => {
  const outcomes = new Set<unknown>()
  for (const row of rowsOf('settlements')) {
    outcomes.add(row.decided ? 'decided' : row.unavailable)
    if (!row.decided && !row.unavailable) continue
    const winners = membersIn(row.winners)
    const fee = amount(row.share) * amount(row.committeeSize)
    const [refund, sink, open] = [row.refund, row.sink, row.open].map(amount)
    expect(
      amount(row.paid) * winners + (refund ?? 0n) + (sink ?? 0n) + (open ?? 0n),
    ).toBe(fee)
  }
  expect(outcomes.size).toBe(3)
})

test('closings and refunds give to the sink what they take', () => {
  for (const row of rowsOf('closings'))
    expect(amount(row.sink) + amount(row.bounty)).toBe(
      amount(row.unclaimed) + total(row.penalties),
    )
  for (const row of rowsOf('refunds')) {
    expect(amount(row.sink)).toBe(amount(row.kept) + total(row.penalties))
    const fee = amount(row.share) * amount(row.committeeSize)
    expect(amount(row.refund) + amount(row.kept)).toBe(fee)
  }
})

/** Of a row with `share`, `minimumShare` and `hardSlash`. */
function lieCostOf(row: ReturnType<typeof rowsOf>[number]): bigint {
  const cost = amount(row.share) + amount(row.minimumShare)
  return cost < amount(row.hardSlash) ? cost : amount(row.hardSlash)
}

test('overturns conserve the bonds, and some cannot repay everybody', () => {
  const rows = rowsOf('overturns')
  for (const row of rows)
    expect(total(row.penalties) + amount(row.held)).toBe(
      total(row.repaid) + amount(row.reward) + amount(row.sink),
    )
  const isShort = (row: (typeof rows)[number]) =>
    total(row.repaid) < amount(row.wronged) * lieCostOf(row)
  expect(rows.some(isShort)).toBe(true)
  expect(rows.some((row) => row.sink === '0')).toBe(true)
  expect(rows.some((row) => row.sink !== '0')).toBe(true)
})

test('documents have the CIDs that multiformats computes', async () => {
  for (const row of rowsOf('documents')) {
    const bytes = hexToBytes(row.bytes as Hex)
    const cid = CID.createV1(0x55, await sha256.digest(bytes))
    expect(row.cid).toBe(cid.toString())
    expect(hexToBytes(row.binaryCid as Hex)).toEqual(cid.bytes)
    expect(hexToBytes(row.digest as Hex)).toEqual(cid.multihash.digest)
  }
})

function amount(cell: unknown): bigint {
  return BigInt(cell as string | number)
}

function total(cells: unknown): bigint {
  return (cells as string[]).reduce((sum, each) => sum + BigInt(each), 0n)
}

function membersIn(bitmap: unknown): bigint {
  return BigInt((bitmap as number).toString(2).replaceAll('0', '').length)
}

function seatsOf(word: string, size: number): number[] {
  return Array.from({ length: size }, (_, member) =>
    Number((BigInt(word) >> BigInt(16 * member)) & 0xffffn),
  )
}

/** The cases of a file; a column with 15 places a case gives lists. */
function rowsOf(name: string): Record<string, unknown>[] {
  const columns: Record<string, unknown[]> = JSON.parse(
    readFileSync(vectorsFile(name), 'utf8'),
  )
  const count = Math.min(...Object.values(columns).map((each) => each.length))
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(
      Object.entries(columns).map(([key, column]) => {
        const width = column.length / count
        const cells = column.slice(index * width, (index + 1) * width)
        return [key, width === 1 ? cells[0] : cells]
      }),
    ),
  )
}

function hashOf(types: readonly string[], values: readonly unknown[]): Hex {
  const parameters = types.map((type) => ({ type }))
  return keccak256(encodeAbiParameters(parameters, values))
}
