import { ConsensusReader, NodeRunner, TaskClient } from '@aichain/sdk'
import { verifyReceipt } from '@aichain/sdk/core'
import { gatewayReader } from '@aichain/sdk/gateway'
import { viemChain } from '@aichain/sdk/viem'
import { askInMemory } from './shared/ask-in-memory.js'

const parts = [
  ConsensusReader,
  NodeRunner,
  TaskClient,
  verifyReceipt,
  viemChain,
]
for (const part of parts) console.assert(typeof part === 'function')
console.assert(gatewayReader({ gateways: ['https://ipfs.io'] }) !== undefined)
console.log(await askInMemory())
