const { TaskClient } = require('@aichain/sdk')
const { digestOf } = require('@aichain/sdk/core')
const { viemChain } = require('@aichain/sdk/viem')

for (const [name, value] of Object.entries({ TaskClient, digestOf, viemChain }))
  if (typeof value !== 'function') throw new Error(`${name} is ${value}`)

import('./shared/ask-in-memory.js').then(async ({ askInMemory }) => {
  console.log(await askInMemory())
})
