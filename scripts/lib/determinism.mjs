import { join } from 'node:path'
import { setup } from '../setup.mjs'
import { execute, root } from './programs.mjs'
import { createSteps, script } from './steps.mjs'

/**
 * Builds what is missing, then hands over to a script of the determinism tests,
 * with this command's arguments.
 *
 * @param {string} name - A file of packages/sdk/test/determinism.
 */
export async function determinism(name) {
  await script(async () => {
    // stdout belongs to the report.
    await setup({ steps: createSteps(process.stderr) })
    const file = join(root, 'packages/sdk/test/determinism', name)
    const args = [file, ...process.argv.slice(2)]
    const { code } = await execute(process.execPath, args, { show: true })
    return code
  })
}
