/**
 * Copies of the package in which mutants are tested: one for each lane, so
 * that lanes do not meet, and so that nobody's edits disturb a run. The tests
 * are compiled once; a mutant comes in as an artifact.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import solc from 'solc'
import { forgeTests, type TestRun } from '../forge/forge-tests.js'
import { runForge } from '../forge/run-forge.js'
import { root } from '../lib/package-root.js'
import type { Sources } from '../solidity/standard-json.js'
import type { Codes } from './compiler.js'

/** A file as a mutant has it, and as it was. */
export type ChangedFile = {
  readonly file: string
  readonly content: string
  readonly original: string
}

/** Milliseconds: whoever runs longer is taken for a loop without end, also beside other work. */
const patience = 600_000

/** Below `cache`, where git looks away. */
const workshop = join(root, 'cache/mutation')
const parts = ['test', 'scripts', 'foundry.toml', 'package.json']

/**
 * The folders of the lanes. Each lies as deep in the workshop as the package in
 * the repository, and all find the same packages of npm: forge takes a build
 * for another's otherwise.
 */
export async function prepareLanes(
  count: number,
  sources: Sources,
): Promise<string[]> {
  const first = join(workshop, 'lanes/0')
  const others = Array.from({ length: count - 1 }, (_, index) =>
    join(workshop, `lanes/${index + 1}`),
  )
  const lanes = [first, ...others]
  linkPackages()
  for (const lane of lanes) copySources(lane, sources)
  await compileTests(first)
  for (const lane of others) copyBuild(first, lane)
  for (const lane of lanes) forbidCompiling(lane)
  return lanes
}

function copySources(lane: string, sources: Sources): void {
  mkdirSync(join(lane, 'artifacts'), { recursive: true })
  for (const part of parts) {
    rmSync(join(lane, part), { recursive: true, force: true })
    cpSync(join(root, part), join(lane, part), { recursive: true })
  }
  rmSync(join(lane, 'src'), { recursive: true, force: true })
  for (const [path, { content }] of Object.entries(sources)) {
    mkdirSync(dirname(join(lane, path)), { recursive: true })
    writeFileSync(join(lane, path), content)
  }
}

function linkPackages(): void {
  mkdirSync(workshop, { recursive: true })
  const packages = join(workshop, 'node_modules')
  if (!existsSync(packages))
    symlinkSync(join(root, '../../node_modules'), packages, 'junction')
}

async function compileTests(lane: string): Promise<void> {
  const settings = { folder: lane, profile: 'mutation' }
  const { code, output, complaints } = await runForge(['build'], settings)
  if (code !== 0) throw new Error(`${complaints}\n${output}`.trim())
}

function copyBuild(from: string, to: string): void {
  for (const part of ['out', 'cache']) {
    rmSync(join(to, part), { recursive: true, force: true })
    cpSync(join(from, part), join(to, part), {
      recursive: true,
      preserveTimestamps: true,
    })
  }
}

/**
 * forge asks its compiler for the version at every start. This one answers at
 * once, and fails if forge thinks that something has to be compiled.
 */
function forbidCompiling(lane: string): void {
  writeFileSync(
    join(lane, 'scripts/version.sh'),
    `#!/bin/sh\n[ "$1" = --version ] && echo 'Version: ${solc.version()}'\n`,
    { mode: 0o755 },
  )
}

/** Puts contracts where the tests of a lane deploy them from. */
export function placeArtifacts(lane: string, codes: Codes): void {
  for (const [name, code] of Object.entries(codes)) {
    const artifact = { abi: [], bytecode: { object: `0x${code}` } }
    const path = join(lane, 'artifacts', `${name}.json`)
    writeFileSync(path, JSON.stringify(artifact))
  }
}

/** Runs tests as they were compiled, against what lies among the artifacts. */
export function runTests(
  lane: string,
  options: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TestRun> {
  forgetFailures(lane)
  return forgeTests(['--fail-fast', '--threads=1', ...options], {
    folder: lane,
    profile: 'mutation',
    timeout: patience,
    env: {
      ARTIFACTS: 'artifacts',
      FOUNDRY_SOLC: './scripts/version.sh',
      ...env,
    },
  })
}

/** Compiles tests with another content of a source in them, and runs those. */
export async function runCompiled(
  lane: string,
  { file, content, original }: ChangedFile,
  options: readonly string[],
): Promise<TestRun> {
  forgetFailures(lane)
  writeFileSync(join(lane, file), content)
  try {
    return await forgeTests(['--fail-fast', '--threads=1', ...options], {
      folder: lane,
      profile: 'mutation',
      timeout: patience,
      env: {
        FOUNDRY_OUT: 'out/libraries',
        FOUNDRY_CACHE_PATH: 'cache/libraries',
      },
    })
  } finally {
    writeFileSync(join(lane, file), original)
  }
}

/** What one mutant failed must not be tried first on the next. */
function forgetFailures(lane: string): void {
  for (const kind of ['fuzz', 'invariant', 'test-failures'])
    rmSync(join(lane, 'cache', kind), { recursive: true, force: true })
}
