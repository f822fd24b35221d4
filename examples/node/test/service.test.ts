import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createDevnet, type Devnet } from '@aichain/devnet'
import { TaskClient } from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { viemChain } from '@aichain/sdk/viem'
import { build } from 'tsup'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const example = fileURLToPath(new URL('..', import.meta.url))
/** A public test key. */
const privateKey =
  '0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba'

let folder: string
const running = new Set<ChildProcess>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-service-'))
  // As `npm run build` does it: what the package depends on stays outside.
  const home = process.cwd()
  process.chdir(example)
  await build({
    entry: ['src/main.ts'],
    format: 'esm',
    target: 'node20',
    config: false,
    silent: true,
  }).finally(() => process.chdir(home))
})

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** The service as a process, with what it logs. */
function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(example, 'dist/main.js')], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const logged: { readonly message: string; readonly vote?: string }[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => logged.push(JSON.parse(line)))
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child)
    return { code: code as number | null, stderr }
  })
  return { child, logged, ended }
}

const deployment = {
  chainId: 31337,
  consensus: `0x${'c0'.repeat(20)}`,
  modelRegistry: `0x${'de'.repeat(20)}`,
  fromBlock: '0',
}

async function environment(
  change: Record<string, string> = {},
  contracts: object = deployment,
) {
  const file = join(folder, 'deployment.json')
  await writeFile(file, JSON.stringify(contracts))
  return {
    AICHAIN_RPC_URL: 'http://127.0.0.1:1',
    AICHAIN_PRIVATE_KEY: privateKey,
    AICHAIN_DEPLOYMENT: file,
    AICHAIN_IPFS_URL: 'http://127.0.0.1:1',
    AICHAIN_STATE: join(folder, 'state'),
    ...change,
  }
}

test.each([
  ['AICHAIN_RPC_URL', 'file:///etc'],
  ['AICHAIN_PRIVATE_KEY', '0x12'],
  ['AICHAIN_DEPLOYMENT', '/nowhere.json'],
  ['AICHAIN_IPFS_URL', ''],
  ['AICHAIN_MODELS', 'my-model'],
  ['AICHAIN_STATE', ''],
  ['AICHAIN_OWNER', 'me'],
])('a wrong %s is said, with exit code 2', async (name, value) => {
  const { ended } = start(await environment({ [name]: value }))
  const { code, stderr } = await ended
  expect(code).toBe(2)
  expect(stderr).toContain(name)
  expect(stderr).not.toContain(privateKey)
})

test('a chain that cannot be reached is exit code 75: try again', async () => {
  const { code, stderr } = await start(await environment()).ended
  expect(code).toBe(75)
  expect(stderr).not.toContain('    at ')
}, 60_000)

test('it joins, votes with the others, stops on a signal and comes back', async () => {
  const devnet = await createDevnet({ nodes: 3, blockTime: 0.5 })
  try {
    const contracts = {
      ...devnet.deployment,
      fromBlock: `${devnet.deployment.fromBlock}`,
    }
    const there = await environment(
      {
        AICHAIN_RPC_URL: devnet.wsUrl,
        AICHAIN_IPFS_URL: devnet.ipfs.rpcUrl,
        AICHAIN_PRIVATE_KEY: devnet.accounts[5]?.privateKey ?? '',
      },
      contracts,
    )
    const service = start(there)
    await logs(service.logged, 'ready')
    const answer = await ask(devnet)
    expect(answer.text).not.toBe('')
    await logs(service.logged, 'settled')
    expect(
      service.logged.find(({ message }) => message === 'settled'),
    ).toMatchObject({ vote: 'agreed', slashed: '0' })
    service.child.kill('SIGTERM')
    expect(await service.ended).toEqual({ code: 0, stderr: '' })

    const again = start(there)
    await logs(again.logged, 'ready')
    again.child.kill('SIGINT')
    expect((await again.ended).code).toBe(130)
  } finally {
    await devnet.stop()
  }
}, 180_000)

function logs(
  logged: readonly { readonly message: string }[],
  message: string,
) {
  const messages = () => logged.map((line) => line.message)
  return expect.poll(messages, { timeout: 90_000 }).toContain(message)
}

function ask(devnet: Devnet) {
  const chain = viemChain({
    client: devnet.client(),
    wallet: devnet.wallet(),
    deployment: devnet.deployment,
  })
  const content = kuboContentStore({ url: devnet.ipfs.rpcUrl })
  return new TaskClient({ chain, content }).ask(
    {
      model: devnet.model,
      messages: [{ role: 'user', content: 'What is the capital of France?' }],
      fee: 10n ** 16n,
      committeeSize: 4,
    },
    { timeout: 120_000 },
  )
}
