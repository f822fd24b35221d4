import { startIpfsServer } from '@aichain/ipfs-server'
import { gatewayReader } from '@aichain/sdk/gateway'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { blockPutter } from '@aichain/sdk/put-block'
import { viemChain } from '@aichain/sdk/viem'
import { askInMemory } from './shared/ask-in-memory.js'

if (!viemChain) throw new Error('an entry is empty')

// What is stored over HTTP can be read again, with either store.
const ipfs = await startIpfsServer()
const bytes = new TextEncoder().encode('from Deno')
const stores = {
  kubo: kuboContentStore({ url: ipfs.rpcUrl }),
  plain: {
    ...gatewayReader({ gateways: [ipfs.gatewayUrl] }),
    ...blockPutter({ url: ipfs.rpcUrl }),
  },
}
for (const [name, store] of Object.entries(stores)) {
  const cid = await store.put(bytes)
  const read = await store.get(cid)
  if (`${read}` !== `${bytes}`) throw new Error(`${name} gave other bytes`)
}
await ipfs.stop()
console.log(await askInMemory())
