import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './bootstrap/programs.mjs'
import { createSteps, painter, script } from './bootstrap/steps.mjs'
import { build } from './lib/build.js'

const argv = process.argv.slice(2)

// With --json stdout belongs to the one object that the devnet prints.
const stream = argv.includes('--json') ? process.stderr : process.stdout

await script(async () => {
  stream.write(`\n${painter(stream).bold('  AIChain')}\n\n`)
  // A question needs no page.
  const page = argv.includes('--ask') ? [] : (['chat'] as const)
  await build(createSteps(stream), { targets: ['devnet', ...page] })
  const { main } = await devnet()
  return await main(argv, { page: join(root, 'examples/chat/dist') })
})

function devnet(): Promise<typeof import('../packages/devnet/src/cli.js')> {
  return import(pathToFileURL(join(root, 'packages/devnet/dist/cli.js')).href)
}
