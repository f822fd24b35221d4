import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

// The package `bun` gets its program from an install script; its platform
// packages have it without.
const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`
const { resolve } = createRequire(import.meta.url)
const program = resolve(`@oven/bun-${platform}/bin/bun`)
const { status } = spawnSync(program, ['main.ts'], { stdio: 'inherit' })
process.exitCode = status ?? 1
