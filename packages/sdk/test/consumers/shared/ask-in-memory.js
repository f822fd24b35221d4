import { NodeRunner, TaskClient } from '@aichain/sdk'
import {
  memoryChain,
  memoryContentStore,
  memoryEngine,
  memoryJournal,
  memoryModel,
} from '@aichain/sdk/testing'

const account = (index) => `0x${`${index}`.padStart(40, '0')}`

/** A question to three nodes, all of it in memory; gives the text they agree on. */
export async function askInMemory(text = 'Paris, of course.') {
  const chain = memoryChain()
  const content = memoryContentStore()
  const reply = () => text
  const { model } = await memoryModel(content, { reply })
  const requester = chain.connect(account(1))
  await requester.registerModel(model)
  const nodes = [2, 3, 4].map(
    (index) =>
      new NodeRunner({
        chain: chain.connect(account(index)),
        content,
        engine: memoryEngine({ reply }),
        journal: memoryJournal(),
        model,
      }),
  )
  for (const node of nodes) {
    await node.join()
    await node.start()
  }
  // Places count from the next epoch on.
  chain.mine({ seconds: 7_200 })
  try {
    const tasks = new TaskClient({ chain: requester, content })
    const messages = [{ role: 'user', content: 'The capital of France?' }]
    const request = { model, messages, committeeSize: 3 }
    return (await tasks.ask(request)).text
  } finally {
    for (const node of nodes) await node.stop()
  }
}
