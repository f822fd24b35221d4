import { gatewayReader } from '@aichain/sdk/gateway'
import { viemChain } from '@aichain/sdk/viem'
import { askInMemory } from './shared/ask-in-memory.js'

globalThis.parts = { gatewayReader, viemChain }
globalThis.answer = askInMemory()
