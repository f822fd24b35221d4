import { type Abi, createClient, type Hex, http } from 'viem'
import type { HDAccount } from 'viem/accounts'
import { getBlock, readContract, writeContract } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consensusAbi } from '../../src/abi.js'
import {
  type Address,
  bounty,
  type CompactSignature,
  commitment,
  compactSignature,
  type Digest,
  drawCommittee,
  hardSlash,
  hasMember,
  keccakText,
  type SignedVote,
  sealOf,
  settlement,
  settlementOutcome,
  taskId,
  type VoteParameters,
  voteDigest,
  voteTypedData,
} from '../../src/core.js'
import {
  type Anvil,
  anvilChain,
  deployContracts,
  fund,
  rpc,
  startAnvil,
  testAccount,
} from '../anvil.js'

const SEATS = 10
const SIZE = 7
/** Of the contract's states. */
const DECIDED = 2
const chainId = 31_337
const terms = {
  bond: 10n ** 18n,
  slashBps: 1_000,
  protocolFeeBps: 100,
  fee: 7n * 10n ** 15n + 5n,
}
const order = {
  model: keccakText('model'),
  prompt: keccakText('prompt'),
  committeeSize: SIZE,
  fee: terms.fee,
  nonce: 77n,
}
const right = keccakText('right')
const wrong = keccakText('wrong')
const requester = testAccount(0)
const reporter = testAccount(30)

let anvil: Anvil
let consensus: Address

beforeAll(async () => {
  anvil = await startAnvil()
  const deployment = await deployContracts(anvil.url, {
    ...terms,
    asset: `0x${'00'.repeat(20)}`,
    activationDelay: 1,
    exclusiveWindow: 30,
    appealWindow: 3_600,
  })
  consensus = deployment.consensus
  await fund(anvil.url, reporter.address)
  for (let seat = 0; seat < SEATS; seat++) {
    await fund(anvil.url, signerOf(seat).address)
    await send(signerOf(seat), 'join', [signerOf(seat).address], terms.bond)
  }
  await rpc(anvil.url, 'evm_increaseTime', 10)
})

afterAll(() => anvil?.stop())

test('the contract does with what the core builds as the core says', async () => {
  const task = await addTask()
  const committee = await drawn(task)
  const outputs = [right, right, wrong, right, right, right, right]
  const commitments = outputs.map((output, member) =>
    commitment({
      task,
      seat: committee[member] ?? -1,
      output,
      salt: saltOf(member),
    }),
  )
  const seal = sealOf(commitments)
  expect(await read('sealOf', [commitments])).toBe(seal)
  const vote = { chainId, consensus, task, output: right, seal }
  expect(await read('voteDigest', [task, right, seal])).toBe(voteDigest(vote))

  // Member 6 sealed, but its vote never came.
  const votes = await Promise.all(
    outputs.slice(0, 6).map(async (output, member): Promise<SignedVote> => {
      const signature = await sign(committee[member], { ...vote, output })
      return { member, output, salt: saltOf(member), ...signature }
    }),
  )
  const built = settlement({ task, committee, commitments, votes })
  if (!built.ok) expect.fail(built.reason)
  await send(requester, 'settle', [built.value])

  const given = [...outputs.slice(0, 6), undefined]
  const balances = given.map(() => terms.bond)
  const outcome = settlementOutcome({ ...terms, outputs: given, balances })
  if (outcome.type !== 'decided') expect.fail(outcome.type)
  const [state, output] = (await read('result', [task])) as [number, Digest]
  expect({ state, output }).toEqual({ state: DECIDED, output: right })
  for (const [member, seat] of committee.entries()) {
    const share = hasMember(outcome.winners, member) ? outcome.share : 0n
    const penalty = outcome.penalties[member] ?? 0n
    expect(await balanceOf(seat)).toBe(terms.bond + share - penalty)
  }
  expect(await read('owedTreasury', [])).toBe(outcome.dust)

  // Then it turns up, and says something else than it should.
  const late = await sign(committee[6], { ...vote, output: wrong })
  const contradiction = { task, member: 6, output: wrong, seal, ...late }
  await send(reporter, 'punish', [contradiction])
  const slash = hardSlash({ ...terms, balance: terms.bond })
  expect(await balanceOf(committee[6])).toBe(terms.bond - slash)
  expect(await read('credit', [reporter.address])).toBe(
    bounty({ slash, fee: terms.fee, committeeSize: SIZE }),
  )
})

/** The id, which the core knows before. */
async function addTask(): Promise<Digest> {
  const { address } = requester
  const task = taskId({ ...order, chainId, consensus, requester: address })
  await send(requester, 'addTask', [order], terms.fee)
  await rpc(anvil.url, 'anvil_mine')
  return task
}

/** As the core draws it out of the block's hash; the contract says the same. */
async function drawn(task: Digest): Promise<readonly number[]> {
  const { addedIn } = (await read('getTask', [task])) as { addedIn: bigint }
  const block = await getBlock(client(), { blockNumber: addedIn })
  const committee = drawCommittee({
    blockHash: block.hash ?? '0x',
    task,
    seats: SEATS,
    committeeSize: SIZE,
    isEligible: () => true,
  })
  if (!committee.ok) expect.fail(committee.reason)
  const [seats] = (await read('committee', [task])) as [readonly number[]]
  expect(seats).toEqual(committee.value)
  return committee.value
}

async function sign(
  seat: number | undefined,
  vote: VoteParameters,
): Promise<CompactSignature> {
  const signer = signerOf(seat ?? -1)
  const signature = await signer.signTypedData(voteTypedData(vote))
  const compact = compactSignature(signature)
  if (!compact.ok) expect.fail(compact.reason)
  return compact.value
}

function signerOf(seat: number): HDAccount {
  return testAccount(seat + 1)
}

function saltOf(member: number): Digest {
  return keccakText(`salt ${member}`)
}

async function balanceOf(seat: number | undefined): Promise<bigint> {
  const { balance } = (await read('getSeat', [seat])) as { balance: bigint }
  return balance
}

function client() {
  return createClient({ chain: anvilChain, transport: http(anvil.url) })
}

// The calls below differ only in names and values, which the chain checks.
const abi: Abi = consensusAbi

function read(functionName: string, args: readonly unknown[]) {
  return readContract(client(), { address: consensus, abi, functionName, args })
}

async function send(
  account: HDAccount,
  functionName: string,
  args: readonly unknown[],
  value = 0n,
): Promise<void> {
  const call = { address: consensus, abi, functionName, args, value }
  const hash = await writeContract(client(), { ...call, account })
  for (;;) {
    const receipt = await rpc(anvil.url, 'eth_getTransactionReceipt', hash)
    if (receipt) return expect((receipt as Receipt).status).toBe('0x1')
  }
}

type Receipt = { readonly status: Hex }
