import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createDevnet, type Devnet } from '@aichain/devnet'
import { TaskClient } from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { viemChain } from '@aichain/sdk/viem'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const example = fileURLToPath(new URL('..', import.meta.url))
/** A public test key. */
const privateKey =
  '0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba'

let folder: string
const running = new Set<ChildProcess>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-service-'))
  buildService()
})

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs the package's own build script. */
function buildService(): void {
  const { resolve } = createRequire(import.meta.url)
  const { scripts } = JSON.parse(
    readFileSync(join(example, 'package.json'), 'utf8'),
  )
  const [, ...args] = scripts.build.split(' ')
  const tsup = join(
    dirname(resolve('tsup/package.json')),
    'dist/cli-default.js',
  )
  const { status, stderr } = spawnSync(process.execPath, [tsup, ...args], {
    cwd: example,
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
}

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
    AICHAIN_MODEL:
      'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
    AICHAIN_STATE: join(folder, 'state'),
    ...change,
  }
}

test.each([
  ['AICHAIN_RPC_URL', 'file:///etc'],
  ['AICHAIN_PRIVATE_KEY', '0x12'],
  ['AICHAIN_DEPLOYMENT', '/nowhere.json'],
  ['AICHAIN_IPFS_URL', ''],
  ['AICHAIN_MODEL', 'my-model'],
  ['AICHAIN_PRICE_CLASS', '4'],
  ['AICHAIN_DRAND_URLS', 'https://127.0.0.1,drand'],
  ['AICHAIN_APPEAL_LIMIT', '0'],
  ['AICHAIN_STATE', ''],
  ['AICHAIN_CACHE_BYTES', '10 GB'],
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
        AICHAIN_MODEL: devnet.model,
        AICHAIN_PRIVATE_KEY: devnet.accounts[5]?.privateKey ?? '',
      },
      contracts,
    )
    const service = start(there)
    await logs(service.logged, 'ready')
    await logs(service.logged, 'place-offered')
    await passEpoch(devnet)
    const answer = await ask(devnet)
    expect(answer.text).not.toBe('')
    await logs(service.logged, 'settled')
    expect(
      service.logged.find(({ message }) => message === 'settled'),
    ).toMatchObject({ vote: 'agreed', slashed: '0' })
    service.child.kill('SIGTERM')
    expect(await service.ended).toEqual({ code: 0, stderr: '' })

    // The model is on disk: nothing of it is fetched any more.
    devnet.ipfs.faults.unreachable = true
    const again = start(there)
    await logs(again.logged, 'ready')
    again.child.kill('SIGINT')
    expect((await again.ended).code).toBe(130)
  } finally {
    await devnet.stop()
  }
}, 400_000)

function logs(
  logged: readonly { readonly message: string }[],
  message: string,
) {
  const messages = () => logged.map((line) => line.message)
  return expect.poll(messages, { timeout: 150_000 }).toContain(message)
}

/** A new place is drawn for tasks of the next epoch on: the chain's clock goes there. */
async function passEpoch(devnet: Devnet): Promise<void> {
  const request = devnet.client().request as AnvilRequest
  const { epoch } = devnet.parameters
  await request({ method: 'evm_increaseTime', params: [epoch] })
  await request({ method: 'evm_mine' })
}

/** viem does not list anvil's own methods. */
type AnvilRequest = (call: {
  readonly method: 'evm_increaseTime' | 'evm_mine'
  readonly params?: readonly number[]
}) => Promise<unknown>

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
      committeeSize: 4,
    },
    { timeout: 150_000 },
  )
}
