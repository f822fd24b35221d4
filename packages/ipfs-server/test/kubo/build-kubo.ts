// Builds Kubo from its Go module and keeps the binary in the user's cache.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

const MODULE = 'github.com/ipfs/kubo'

// 0.43.1 replaces go-libp2p by a fork that not every module proxy serves.
export const KUBO_VERSION = 'v0.43.0'

/** What Go's checksum database says of the module; checked here once more. */
const CHECKSUM = 'h1:yIqtKSCSKZXsYHz68J6hf1/dWOe/eMyaPsTubsVUb3M='

const environment = {
  ...process.env,
  // No download of another toolchain, no C compiler, no settings of a machine.
  GOTOOLCHAIN: 'local',
  GOFLAGS: '',
  GOWORK: 'off',
  CGO_ENABLED: '0',
}

type Output = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Kubo cannot be built on this machine; nothing is wrong with the code. */
export class KuboUnavailable extends Error {}

/** The path of the binary, built if it was not. */
export async function buildKubo(log: (line: string) => void): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const folder = join(cache, 'aichain', 'kubo')
  const name = `ipfs-${KUBO_VERSION}-${process.platform}-${process.arch}`
  const binary = join(folder, name)
  if (existsSync(binary)) return binary

  const source = await downloadSource()
  log(`building Kubo ${KUBO_VERSION}; this takes minutes, once`)
  await mkdir(folder, { recursive: true })
  const unfinished = `${binary}.${process.pid}`
  // Inside the module's own folder Kubo's go.mod and go.sum pin the rest.
  const build = ['build', '-mod=readonly', '-trimpath', '-o', unfinished]
  const built = await go([...build, './cmd/ipfs'], source)
  if (built.code !== 0) throw failure('building Kubo failed', built)
  await rename(unfinished, binary)
  return binary
}

async function downloadSource(): Promise<string> {
  const version = await go(['env', 'GOVERSION'])
  if (version.code !== 0) throw new KuboUnavailable('Go is not installed')
  const wanted = `${MODULE}@${KUBO_VERSION}`
  const download = await go(['mod', 'download', '-json', wanted])
  if (download.code !== 0) {
    throw failure('the Go module of Kubo cannot be fetched', download)
  }
  const { Dir, Sum } = JSON.parse(download.stdout) as {
    readonly Dir: string
    readonly Sum: string
  }
  if (Sum !== CHECKSUM) throw new Error(`Kubo's checksum is ${Sum}`)
  const fetched = await go(['mod', 'download'], Dir)
  if (fetched.code === 0) return Dir
  throw failure('what Kubo is built from cannot be fetched', fetched)
}

/** Go too old, or no module proxy: both are this machine's, not the code's. */
function failure(what: string, { stdout, stderr }: Output): Error {
  const reason = /"Error": "(.*)"/.exec(stdout)?.[1]
  const said = reason ?? stderr.trim().split('\n').slice(-3).join('\n')
  const message = `${what}: ${said}`
  return what.startsWith('building') && !/requires go >=/.test(said)
    ? new Error(message)
    : new KuboUnavailable(message)
}

function go(args: readonly string[], cwd = tmpdir()): Promise<Output> {
  return new Promise((resolve) => {
    const child = spawn('go', args, { cwd, env: environment })
    const output = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].on('data', (data) => {
        output[stream] += data
      })
    }
    child.on('error', () => resolve({ code: 127, ...output }))
    child.on('close', (code) => resolve({ code, ...output }))
  })
}
