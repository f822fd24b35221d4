// Starts a Kubo of its own: fresh repository, free ports, no network.
import {
  type ChildProcessWithoutNullStreams,
  execFile,
  spawn,
} from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const run = promisify(execFile)

const settings: Readonly<Record<string, unknown>> = {
  'Addresses.API': '/ip4/127.0.0.1/tcp/0',
  'Addresses.Gateway': '/ip4/127.0.0.1/tcp/0',
  'Addresses.Swarm': [],
  'AutoConf.Enabled': false,
  Bootstrap: [],
  'Routing.Type': 'none',
  'DNS.Resolvers': {},
  'Ipns.DelegatedPublishers': [],
  'Routing.DelegatedRouters': [],
  'Discovery.MDNS.Enabled': false,
  'Swarm.DisableNatPortMap': true,
  'Plugins.Plugins.telemetry.Config.Mode': 'off',
}

type Addresses = { readonly rpcUrl: string; readonly gatewayUrl: string }

/** A daemon that runs until it is stopped, or until this process ends. */
export async function startKubo(
  binary: string,
): Promise<Addresses & { readonly stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-kubo-'))
  const options = { env: { ...process.env, IPFS_PATH: folder } }
  await run(binary, ['init', '--empty-repo'], options)
  for (const [key, value] of Object.entries(settings)) {
    const text = JSON.stringify(value)
    await run(binary, ['config', '--json', key, text], options)
  }
  const daemon = spawn(binary, ['daemon', '--offline'], options)
  const ended = new Promise((resolve) => daemon.once('exit', resolve))
  // A parent that is interrupted takes its daemon along.
  const kill = () => daemon.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async () => {
    daemon.kill('SIGTERM')
    const timer = setTimeout(kill, 5000)
    await ended
    clearTimeout(timer)
    process.off('exit', kill)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await readAddresses(daemon)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function readAddresses(
  daemon: ChildProcessWithoutNullStreams,
): Promise<Addresses> {
  let said = ''
  const ports: { rpc?: string; gateway?: string } = {}
  daemon.stderr.on('data', (data) => {
    said += data
  })
  for await (const line of createInterface({ input: daemon.stdout })) {
    said += `${line}\n`
    const port = /tcp\/(\d+)$/.exec(line)?.[1] ?? ''
    if (line.startsWith('RPC API server')) ports.rpc = port
    if (line.startsWith('Gateway server')) ports.gateway = port
    if (line !== 'Daemon is ready') continue
    // Unread output would fill the pipe and stop the daemon.
    daemon.stdout.resume()
    return {
      rpcUrl: `http://127.0.0.1:${ports.rpc}`,
      gatewayUrl: `http://127.0.0.1:${ports.gateway}`,
    }
  }
  throw new Error(`Kubo did not start:\n${said}`)
}
