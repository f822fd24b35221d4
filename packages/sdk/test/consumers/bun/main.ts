import { kuboContentStore } from '@aichain/sdk/kubo'
import { viemChain } from '@aichain/sdk/viem'
import { askInMemory } from './shared/ask-in-memory.js'

if (!kuboContentStore || !viemChain) throw new Error('an entry is empty')
console.log(await askInMemory())
