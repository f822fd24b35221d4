import { once } from 'node:events'
import { join } from 'node:path'
import { AichainError, anyEngine, NodeRunner } from '@aichain/sdk'
import { drandClient, roundSource } from '@aichain/sdk/beacon'
import { integerEngine } from '@aichain/sdk/integer'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { fileJournal, fileModelCache } from '@aichain/sdk/node'
import { onnxEngine } from '@aichain/sdk/onnx'
import { viemChain } from '@aichain/sdk/viem'
import { createClient, http, webSocket } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type Configuration, readConfiguration } from './configuration.js'
import { log } from './log.js'
import { UsageError } from './usage-error.js'

async function openNode(configuration: Configuration): Promise<NodeRunner> {
  const { rpcUrl, privateKey, deployment, ipfsUrl, stateFolder } = configuration
  const { drandUrls: addresses, appealLimit: limit } = configuration
  const transport = rpcUrl.startsWith('ws') ? webSocket(rpcUrl) : http(rpcUrl)
  const account = privateKeyToAccount(privateKey)
  return new NodeRunner({
    chain: viemChain({
      client: createClient({ transport, account }),
      deployment,
    }),
    content: kuboContentStore({ url: ipfsUrl }),
    engine: anyEngine([onnxEngine(), integerEngine()]),
    journal: await fileJournal({ folder: stateFolder }),
    model: configuration.model,
    priceClass: configuration.priceClass,
    rounds: addresses && roundSource(drandClient({ addresses })),
    appeals: typeof limit === 'bigint' ? { limit } : limit,
    modelCache: fileModelCache({
      folder: join(stateFolder, 'models'),
      maximumBytes: configuration.cacheBytes,
      logger: log,
    }),
    logger: log,
  })
}

/** Serves until a signal comes. */
async function serve(configuration: Configuration): Promise<number> {
  const interrupted = Promise.race([
    once(process, 'SIGINT').then(() => 130),
    once(process, 'SIGTERM').then(() => 0),
  ])
  const node = await openNode(configuration)
  const started = node
    .join({ owner: configuration.owner })
    .then(() => node.start())
    .then(() => undefined)
  try {
    return (await Promise.race([interrupted, started])) ?? (await interrupted)
  } finally {
    // Committed votes get a while to be revealed; the journal keeps the others.
    await node.stop({ grace: 10_000 })
  }
}

/** 2: fix the configuration. 75: temporary, start again. 1: look at the message. */
function exitCodeFor(error: unknown): number {
  if (error instanceof UsageError) return 2
  return AichainError.isInstance(error) && error.isRetryable ? 75 : 1
}

try {
  process.exit(await serve(readConfiguration(process.env)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(exitCodeFor(error))
}
