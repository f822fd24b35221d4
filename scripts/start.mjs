import { join } from 'node:path'
import { root } from './lib/programs.mjs'
import { createSteps, painter, script } from './lib/steps.mjs'
import { setup } from './setup.mjs'

const argv = process.argv.slice(2)

// With --json stdout belongs to the one object that the devnet prints.
const stream = argv.includes('--json') ? process.stderr : process.stdout

await script(async () => {
  stream.write(`\n${painter(stream).bold('  AIChain')}\n\n`)
  await setup({ steps: createSteps(stream) })
  const { main } = await import('../packages/devnet/dist/cli.js')
  return await main(argv, { page: join(root, 'examples/chat/dist') })
})
