/**
 * Where both tools find the contracts: a project of its own below `cache`,
 * with the sources, the symbolic tests and what they import, compiled once.
 * (Slither does not resolve imports from outside of a project.) The tools ask
 * for a `forge` on the path, and get the one of npm.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { binary } from '../forge/binary.js'
import { root } from '../lib/package-root.js'

const library = '@openzeppelin/contracts'
const packages = createRequire(import.meta.url)

const settings = `[profile.default]
src = "src"
test = "test"
libs = ["node_modules"]
remappings = ["${library}/=node_modules/${library}/"]
auto_detect_remappings = false
solc = "../../scripts/solidity/solc.ts"
offline = true
evm_version = "prague"
via_ir = true
optimizer = true
build_info = true
ast = true
`

export type Workshop = {
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
}

export function workshop(): Workshop {
  const folder = join(root, 'cache/static')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'bin'), { recursive: true })
  copy(join(root, 'src'), join(folder, 'src'))
  copy(join(root, 'test/symbolic'), join(folder, 'test/symbolic'))
  const sources = dirname(packages.resolve(`${library}/package.json`))
  copy(sources, join(folder, 'node_modules', library))
  writeFileSync(join(folder, 'foundry.toml'), settings)
  const forge = `#!/bin/sh\nexec '${binary()}' "$@"\n`
  writeFileSync(join(folder, 'bin/forge'), forge, { mode: 0o755 })
  const path = `${join(folder, 'bin')}${delimiter}${process.env.PATH}`
  return { folder, env: { ...process.env, PATH: path } }
}

const copy = (from: string, to: string) => cpSync(from, to, { recursive: true })
