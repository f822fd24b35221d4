import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { create } from 'kubo-rpc-client'
import { expect, onTestFinished, test } from 'vitest'

// As it is installed: the built program.
const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url))
const freePorts = ['--rpc-port', '0', '--gateway-port', '0']

/** Runs the program to its end. */
function run(...args: string[]) {
  type Ended = { code: unknown; stdout: string; stderr: string }
  return new Promise<Ended>((resolve) => {
    execFile(process.execPath, [bin, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr })
    })
  })
}

/** Starts the program and reads where it listens. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, [bin, ...freePorts, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const urls: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    urls.push(line.split(/\s+/)[1] ?? '')
    if (urls.length === 2) break
  }
  const [rpcUrl = '', gatewayUrl = ''] = urls
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const [code] = await once(child, 'exit')
    return code
  }
  return { rpcUrl, gatewayUrl, stop }
}

test('it serves, keeps its folder and ends in order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-ipfs-cli-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const first = await start('--folder', folder)
  const { cid } = await create({ url: first.rpcUrl }).add('kept')
  expect(await first.stop('SIGTERM')).toBe(0)

  const second = await start('--folder', folder)
  const response = await fetch(`${second.gatewayUrl}/ipfs/${cid}`)
  expect(await response.text()).toBe('kept')
  expect(await second.stop('SIGINT')).toBe(0)
})

test('it names a port that is taken', async () => {
  const { rpcUrl } = await start()
  const { port } = new URL(rpcUrl)
  const taken = await run('--gateway-port', '0', '--rpc-port', port)
  expect(taken.code).toBe(1)
  expect(taken.stderr).toContain(`Port ${port} for the IPFS RPC`)
})

test('it shows its options, and on wrong ones what is wrong', async () => {
  const help = await run('--help')
  expect(help.code).toBe(0)
  expect(help.stdout).toContain('--gateway-port PORT')
  const wrong = await run('--rpc-port', 'many')
  expect(wrong.code).toBe(2)
  expect(wrong.stderr).toContain('"--rpc-port" is a port from 0 to 65535')
  expect(wrong.stderr).toContain('Usage: aichain-ipfs')
})
