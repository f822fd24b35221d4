// Builds what a program of this repository needs, then runs it with the
// arguments that are left: "npm run matrix -- --write".
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Failure } from './bootstrap/failure.mjs'
import { root } from './bootstrap/programs.mjs'
import { createSteps, script } from './bootstrap/steps.mjs'
import { build } from './lib/build.js'
import { builtPrograms } from './lib/built-programs.js'

const [name = '', ...argv] = process.argv.slice(2)
const program = builtPrograms[name]

await script(async () => {
  if (program === undefined) {
    const names = Object.keys(builtPrograms).join(', ')
    throw new Failure(`There is no program "${name}".`, {
      remedy: `There are: ${names}.`,
    })
  }
  // stdout belongs to the program's figures.
  const { needs, declarations = false } = program
  await build(createSteps(process.stderr), { targets: needs, declarations })
})

if (program !== undefined && process.exitCode === 0) {
  const file = join(root, program.file)
  process.argv = [process.execPath, file, ...argv]
  await import(pathToFileURL(file).href)
}
