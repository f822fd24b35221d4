import { type Abi, createClient, type Hex, http } from 'viem'
import type { HDAccount } from 'viem/accounts'
import { getBlock, readContract, writeContract } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consensusAbi } from '../../src/abi.js'
import {
  type Address,
  bountyOf,
  type CompactSignature,
  cidFromDigest,
  commitment,
  compactSignature,
  type Digest,
  drawCommittee,
  entranceFee,
  hasMember,
  keccakText,
  lieCost,
  listWords,
  type Order,
  orderWords,
  type ProtocolParameters,
  packCommittee,
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
  fund,
  rpc,
  startAnvil,
  testAccount,
} from '../anvil.js'
import { deployContracts } from '../deploy-contracts.js'

const SEATS = 14
const SIZE = 7
/** Of the contract's states. */
const DECIDED = 2
const chainId = 31_337
const right = keccakText('right')
const wrong = keccakText('wrong')
const requester = testAccount(0)
const reporter = testAccount(30)

let anvil: Anvil
let consensus: Address
let parameters: ProtocolParameters
let order: Order

beforeAll(async () => {
  anvil = await startAnvil()
  const deployed = await deployContracts(anvil.url)
  consensus = deployed.deployment.consensus
  parameters = deployed.parameters
  order = {
    model: cidFromDigest(keccakText('model')),
    prompt: cidFromDigest(keccakText('prompt')),
    committeeSize: SIZE,
    share: parameters.minimumShare + 5n * parameters.unit,
    roundTip: 0n,
    minimumPlaces: SEATS,
    seed: 'block',
    nonce: 77n,
  }
  await fund(anvil.url, reporter.address)
  await openSeats()
})

afterAll(() => anvil?.stop())

/** All in one epoch, and drawn from the next one on. */
async function openSeats(): Promise<void> {
  const { bond, unit } = parameters
  const { model, author, authorBps } = listWords(order)
  const stake = (bond + entranceFee(0, parameters)) / unit
  for (let seat = 0; seat < SEATS; seat++) {
    const signer = signerOf(seat)
    await fund(anvil.url, signer.address)
    await send(signer, 'join', [signer.address, stake], stake * unit)
    await send(signer, 'offer', [seat, model, author, authorBps, 0])
  }
  await rpc(anvil.url, 'evm_increaseTime', parameters.epoch)
}

test('the contract does with what the core builds as the core says', async () => {
  const { unit } = parameters
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
  const vote = { chainId, consensus, task, output: right, seal }
  expect(await read('voteDigest', [task, right, seal])).toBe(voteDigest(vote))

  // Member 6 sealed, but its vote never came.
  const votes = await Promise.all(
    outputs.slice(0, 6).map(async (output, member): Promise<SignedVote> => {
      const signature = await sign(committee[member], { ...vote, output })
      return { member, output, salt: saltOf(member), ...signature }
    }),
  )
  const terms = { requester: requester.address, order }
  const built = settlement({ task, terms, committee, commitments, votes })
  if (!built.ok) expect.fail(built.reason)
  const settled = { ...built.value, terms: { ...terms, order: words() } }
  await send(requester, 'settle', [settled])

  const given = [...outputs.slice(0, 6), undefined]
  const balances = given.map(() => parameters.bond)
  const { share } = order
  const stakes = { share, appealable: true }
  const outcome = settlementOutcome(
    { ...stakes, outputs: given, balances },
    parameters,
  )
  if (outcome.type !== 'decided') expect.fail(outcome.type)
  expect(await read('getTask', [task])).toMatchObject({
    ...{ state: DECIDED, output: right, winners: outcome.winners },
  })
  for (const [member, seat] of committee.entries()) {
    const paid = hasMember(outcome.winners, member) ? share : 0n
    const penalty = outcome.penalties[member] ?? 0n
    const balance = await balanceOf(seat)
    expect(balance * unit).toBe(parameters.bond + paid - penalty)
  }
  // Of a list's first place each seat paid for, and what nobody earned.
  const entrance = entranceFee(0, parameters) * BigInt(SEATS)
  expect(await read('owedSink', [])).toBe((entrance + outcome.sink) / unit)

  // Then it turns up, and says something else than it should.
  const late = await sign(committee[6], { ...vote, output: wrong })
  const word = packCommittee(committee)
  if (!word.ok) expect.fail(word.reason)
  const said = { task, committee: word.value, member: 6, output: wrong, seal }
  await send(reporter, 'punish', [{ ...said, ...late }])
  const slash = lieCost(stakes, parameters)
  const left = await balanceOf(committee[6])
  expect(left * unit).toBe(parameters.bond - slash)
  expect(await read('credit', [reporter.address])).toBe(
    bountyOf(slash, parameters) / unit,
  )
})

function words() {
  const built = orderWords(order, parameters.unit)
  if (!built.ok) expect.fail(built.reason)
  return built.value
}

/** The id, which the core knows before. */
async function addTask(): Promise<Digest> {
  const { address } = requester
  const asked = words()
  const task = taskId({ chainId, consensus, requester: address, order: asked })
  const fee = BigInt(SIZE) * order.share
  await send(requester, 'addTask', [asked], fee)
  await rpc(anvil.url, 'anvil_mine')
  return task
}

/** As the core draws it out of the block's hash; the contract says the same. */
async function drawn(task: Digest): Promise<readonly number[]> {
  const { addedIn } = (await read('getTask', [task])) as { addedIn: bigint }
  const block = await getBlock(client(), { blockNumber: addedIn })
  const committee = drawCommittee({
    entropy: block.hash ?? '0x',
    task,
    places: Array.from({ length: SEATS }, (_, seat) => seat),
    committeeSize: SIZE,
    staysAt: () => true,
  })
  if (!committee.ok) expect.fail(committee.reason)
  const terms = { requester: requester.address, order: words() }
  const told = await read('committeeOf', [terms])
  const [, seats] = told as [bigint, readonly number[]]
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
