import { pathToFileURL } from 'node:url'
import { build } from './lib/build.mjs'
import { checkNode, install } from './lib/install.mjs'
import { createSteps, script } from './lib/steps.mjs'

/**
 * Makes the repository ready to run: packages installed, everything built.
 * What is done already is not done again.
 *
 * @param {{ steps?: import('./lib/steps.mjs').Steps, declarations?: boolean }} [options]
 */
export async function setup(options = {}) {
  const { steps = createSteps(), declarations = false } = options
  checkNode()
  await install(steps)
  await build(steps, { declarations })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await script(() => setup())
}
