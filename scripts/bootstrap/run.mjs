// @ts-check
// Runs a TypeScript program of this repository on a bare clone:
//
//   node scripts/bootstrap/run.mjs scripts/start.ts …arguments
//
// The files in this folder are all that runs before anything is installed, and
// therefore JavaScript. They are type-checked like everything else.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkNode, install } from './install.mjs'
import { root } from './programs.mjs'
import { createSteps, script } from './steps.mjs'

const parent = process.ppid
const [program = '', ...argv] = process.argv.slice(2)
const file = resolve(root, program)
let ready = false

await script(async () => {
  checkNode()
  // stdout belongs to the program.
  await install(createSteps(process.stderr))
  ready = true
})
if (ready) await run()

async function run() {
  const { register } = await import('tsx/esm/api')
  // Packages are taken as built and not as tsconfig.json's `paths` name them.
  register({ tsconfig: false })
  const { endWithParent } = await import('../lib/end-with-parent.js')
  endWithParent(parent)
  // As npm runs scripts of the root, also where a package's script calls this.
  process.chdir(root)
  // In this process, so that no signal has to be passed on.
  process.argv = [process.execPath, file, ...argv]
  await import(pathToFileURL(file).href)
}
