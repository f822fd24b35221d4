import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
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
import { vectors } from './generate.js'

/**
 * The same files are read by the contracts' tests. After a change of the
 * protocol: `npm run vectors -w @aichain/sdk`.
 */
test.each(Object.keys(vectors))(
  '%s.json is what the core computes',
  async (name) => {
    const text = `${JSON.stringify(vectors[name]?.(), null, 2)}\n`
    await expect(text).toMatchFileSnapshot(pathOf(name))
  },
)

test('task ids are what viem computes', () => {
  const types = [
    'uint256',
    'address',
    'address',
    'uint64',
    'bytes32',
    'bytes32',
    'uint8',
  ]
  for (const row of rowsOf('task-ids')) {
    const { chainId, consensus, requester, nonce, model, prompt } = row
    const values = [
      chainId,
      consensus,
      requester,
      nonce,
      model,
      prompt,
      row.committeeSize,
    ]
    expect(row.taskId).toBe(hashOf(types, values))
  }
})

test('commitments are what viem computes', () => {
  const types = ['bytes32', 'uint16', 'bytes32', 'bytes32']
  for (const { task, seat, output, salt, commitment } of rowsOf('commitments'))
    expect(commitment).toBe(hashOf(types, [task, seat, output, salt]))
})

test('the seats of a committee come from hashes that viem computes', () => {
  const rows = rowsOf('committees')
  expect(new Set(rows.map((row) => row.filled))).toEqual(new Set([true, false]))
  for (const row of rows) {
    const seed = hashOf(['bytes32', 'bytes32'], [row.blockHash, row.task])
    const probes = Array.from({ length: 256 }, (_, probe) =>
      Number(
        BigInt(hashOf(['bytes32', 'uint256'], [seed, probe])) %
          BigInt(row.seats as number),
      ),
    ).filter((seat) => (BigInt(row.eligible as string) >> BigInt(seat)) & 1n)
    const expected = [...new Set(probes)].slice(0, row.committeeSize as number)
    expect(row.filled).toBe(expected.length === row.committeeSize)
    const committee = (row.committee as number[]).slice(0, expected.length)
    expect(committee).toEqual(row.filled ? expected : expected.map(() => 0))
  }
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

test('votes have the digests that viem computes', () => {
  const types = {
    Vote: [
      { name: 'task', type: 'bytes32' },
      { name: 'output', type: 'bytes32' },
      { name: 'seal', type: 'bytes32' },
    ],
  }
  for (const { chainId, consensus, digest, ...message } of rowsOf('votes')) {
    const domain = {
      name: 'AIChain Consensus',
      version: '1',
      chainId: chainId as number,
      verifyingContract: consensus as Hex,
    }
    expect(digest).toBe(
      hashTypedData({ domain, types, primaryType: 'Vote', message }),
    )
  }
})

test('settlements conserve the fee, and have every outcome', () => {
  const outcomes = new Set<unknown>()
  for (const row of rowsOf('settlements')) {
    outcomes.add(row.decided ? 'decided' : row.unavailable)
    if (!row.decided) continue
    const paid = (row.winners as number).toString(2).replaceAll('0', '').length
    const [fee, share, dust] = [row.fee, row.share, row.dust].map((amount) =>
      BigInt(amount as string),
    )
    expect((share ?? 0n) * BigInt(paid) + (dust ?? 0n)).toBe(fee)
  }
  expect(outcomes.size).toBe(3)
})

test('overturns conserve the bonds, and some cannot repay everybody', () => {
  const sum = (amounts: unknown) =>
    (amounts as string[]).reduce((total, each) => total + BigInt(each), 0n)
  const rows = rowsOf('overturns')
  for (const row of rows)
    expect(sum(row.slashed)).toBe(
      sum(row.repaid) + sum([row.reward]) + sum([row.sink]),
    )
  const isShort = (row: (typeof rows)[number]) =>
    (row.repaid as string[])[(row.wronged as number) - 1] === '0'
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

function pathOf(name: string): string {
  return fileURLToPath(
    new URL(`../../../contracts/test/vectors/${name}.json`, import.meta.url),
  )
}

/** The cases of a file; a column with 15 places a case gives lists. */
function rowsOf(name: string): Record<string, unknown>[] {
  const columns: Record<string, unknown[]> = JSON.parse(
    readFileSync(pathOf(name), 'utf8'),
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
