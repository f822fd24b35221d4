import { gatewayReader } from '@aichain/sdk/gateway'
import { viemChain } from '@aichain/sdk/viem'
import { askInMemory } from './shared/ask-in-memory.js'

if (!gatewayReader || !viemChain) throw new Error('an entry is empty')
askInMemory().then((text) => console.log(text))
