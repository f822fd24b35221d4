import { join } from 'node:path'
import { execute, root } from './lib/programs.mjs'
import { createSteps, script } from './lib/steps.mjs'
import { setup } from './setup.mjs'

// stdout belongs to the figures.
await script(async () => {
  await setup({ steps: createSteps(process.stderr) })
  const program = join(root, 'packages/devnet/dist/lane-1.js')
  const { code } = await execute(
    process.execPath,
    [program, ...process.argv.slice(2)],
    { show: true },
  )
  return code
})
