import { join } from 'node:path'
import { execute, root } from './lib/programs.mjs'
import { createSteps, script } from './lib/steps.mjs'
import { setup } from './setup.mjs'

// stdout belongs to the figures.
await script(async () => {
  await setup({ steps: createSteps(process.stderr) })
  const bench = join(root, 'packages/sdk/bench/inference/main.mjs')
  const { code } = await execute(
    process.execPath,
    [bench, ...process.argv.slice(2)],
    { show: true },
  )
  return code
})
