import { createDevnet } from '@aichain/devnet'
import { TaskClient } from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { viemChain } from '@aichain/sdk/viem'

// One node in a process of its own, which is killed and comes back.
const faults = { crash: 1 }
const devnet = await createDevnet({ nodes: 3, committee: 3, faults })
try {
  const { deployment, model } = devnet
  const wallet = devnet.wallet()
  const chain = viemChain({ client: devnet.client(), wallet, deployment })
  const content = kuboContentStore({ url: devnet.ipfs.rpcUrl })
  const { text } = await new TaskClient({ chain, content }).ask({
    model,
    messages: [{ role: 'user', content: 'What is the capital of France?' }],
    committeeSize: 3,
  })
  console.log(text.includes('Paris') ? 'Paris, of course.' : text)
} finally {
  await devnet.stop()
}
