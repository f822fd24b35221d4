import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cid } from '@aichain/base'
import type { InferenceEngine } from '@aichain/inference'
import { encodePrompt } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { type IpfsServer, startIpfsServer } from '@aichain/ipfs-server'
import { createClient, http } from 'viem'
import { kuboContentStore } from '../../src/adapters/kubo/content-store.js'
import { memoryModel } from '../../src/adapters/memory/model.js'
import { fileJournal } from '../../src/adapters/node/file-journal.js'
import { viemChain } from '../../src/adapters/viem/viem-chain.js'
import { devnetBeacon } from '../../src/beacon/devnet-beacon.js'
import { roundSource } from '../../src/beacon/round-source.js'
import { NodeRunner } from '../../src/clients/node-runner.js'
import type { NodeRunnerOptions } from '../../src/clients/runner/context/runner-setup.js'
import { epochAt } from '../../src/core/task/lifecycle.js'
import type { Order, TaskId } from '../../src/core/task/task.js'
import type { Chain, Deployment } from '../../src/ports/chain.js'
import type { ContentStore } from '../../src/ports/content-store.js'
import type { Journal } from '../../src/ports/journal.js'
import type { ChosenParameters } from '../../src/testing/chosen-parameters.js'
import { anvilChain, fund, rpc, testAccount } from '../anvil.js'
import { deployContracts } from '../deploy-contracts.js'
import { recordUpdates, type UpdateRecord } from '../record-updates.js'

/** What a node may have of its own. */
export type NodeParts = {
  readonly engine?: InferenceEngine
  readonly appeals?: NodeRunnerOptions['appeals']
  readonly bendChain?: (chain: Chain) => Chain
  readonly bendContent?: (content: ContentStore) => ContentStore
  readonly bendJournal?: (journal: Journal) => Journal
  /** Name of its journal's folder. Default: the account's number. */
  readonly journal?: string
  /** Default: the network's. */
  readonly rpcUrl?: string
}

export type LiveNode = {
  readonly runner: NodeRunner
  readonly chain: Chain
  readonly said: UpdateRecord
}

/** Runners with journals on disk, on a real chain and a real IPFS server. */
export type NodeNetwork = {
  readonly deployment: Deployment
  readonly ipfs: IpfsServer
  readonly content: ContentStore
  readonly requester: Chain
  readonly model: Cid
  readonly node: (index: number, parts?: NodeParts) => Promise<LiveNode>
  /** Nodes with seats and at work: accounts 1 to `count`, then one for each of `parts`. */
  readonly startNodes: (
    count: number,
    ...parts: readonly NodeParts[]
  ) => Promise<readonly LiveNode[]>
  readonly ask: (question: string, change?: Partial<Order>) => Promise<TaskId>
  readonly rpc: (
    method: string,
    ...params: readonly unknown[]
  ) => Promise<unknown>
  readonly stop: () => Promise<void>
}

/** Wei for each winner. */
export const share = 10n ** 15n

export async function openNodeNetwork(
  rpcUrl: string,
  changes: Partial<ChosenParameters> = {},
): Promise<NodeNetwork> {
  const { deployment, parameters } = await deployContracts(rpcUrl, changes)
  const ipfs = await startIpfsServer()
  const content = kuboContentStore({ url: ipfs.rpcUrl })
  const { model } = await memoryModel(content)
  const root = await mkdtemp(join(tmpdir(), 'aichain-nodes-'))
  const nodes: LiveNode[] = []
  const beacon = devnetBeacon(parameters.beacon)
  const rounds = roundSource({ getRound: async (round) => beacon.sign(round) })

  const connect = (index: number, url = rpcUrl) =>
    viemChain({
      client: createClient({
        chain: anvilChain,
        account: testAccount(index),
        transport: http(url),
        pollingInterval: 20,
      }),
      deployment,
    })
  const connectFunded = async (index: number) => {
    await fund(rpcUrl, testAccount(index).address)
    return connect(index)
  }
  const requester = await connectFunded(9)
  await requester.registerModel(model)

  const node: NodeNetwork['node'] = async (index, parts = {}) => {
    const { bendChain = same, bendContent = same, bendJournal = same } = parts
    const { journal = `${index}`, engine = memoryEngine() } = parts
    const folder = join(root, journal)
    await fund(rpcUrl, testAccount(index).address)
    const chain = bendChain(connect(index, parts.rpcUrl))
    const runner = new NodeRunner({
      chain,
      content: bendContent(content),
      engine,
      journal: bendJournal(await fileJournal({ folder })),
      model,
      rounds,
      appeals: parts.appeals,
    })
    const made = { runner, chain, said: recordUpdates(runner) }
    nodes.push(made)
    return made
  }

  let asked = 0

  const nextEpoch = async () => {
    const { epoch } = parameters
    const { timestamp } = await requester.getHead()
    const begins = (epochAt(timestamp, { epoch }) + 1) * epoch
    await rpc(rpcUrl, 'evm_setNextBlockTimestamp', begins)
    await rpc(rpcUrl, 'evm_mine')
  }

  return {
    deployment,
    ipfs,
    content,
    requester,
    model,
    node,
    startNodes: async (count, ...parts) => {
      const all = [...Array.from({ length: count }, () => ({})), ...parts]
      const started: LiveNode[] = []
      for (const [index, each] of all.entries()) {
        const live = await node(index + 1, each)
        await live.runner.join()
        await live.runner.start()
        started.push(live)
      }
      await nextEpoch()
      return started
    },
    ask: async (question, change = {}) => {
      const messages = [{ role: 'user', content: question }] as const
      const document = { type: 'aichain/prompt/1', messages } as const
      const prompt =
        change.prompt ?? (await content.put(encodePrompt(document)))
      asked += 1
      const { task } = await requester.addTask({
        model,
        prompt,
        committeeSize: 5,
        share,
        roundTip: 0n,
        minimumPlaces: 5,
        seed: 'block',
        nonce: BigInt(asked),
        ...change,
      })
      return task
    },
    rpc: (method, ...params) => rpc(rpcUrl, method, ...params),
    stop: async () => {
      await Promise.all(nodes.map(({ runner }) => runner.stop({ grace: 0 })))
      await ipfs.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}

const same = <T>(port: T): T => port
