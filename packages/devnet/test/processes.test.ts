import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDevnet, type Devnet } from '@aichain/devnet'
import { getBalance } from 'viem/actions'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from 'vitest'
import { ask, patientWindows, receiptOf } from './support/ask.js'
import {
  descendants,
  gone,
  isRunning,
  listenTo,
  runNode,
} from './support/processes.js'

const parent = new URL('./fixtures/parent.ts', import.meta.url)
const bin = new URL('../dist/bin.js', import.meta.url)
const timeout = 300_000

/** Where the programs of a test keep their temporary folders. */
let temporary: string

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'aichain-processes-'))
})

afterEach(() => rm(temporary, { recursive: true }))

const start = (script: URL, argv: readonly string[] = []) =>
  runNode(script, argv, { TMPDIR: temporary })

/** Nothing runs any more, and no file is left. */
async function nothingLeft(...pids: readonly number[]): Promise<void> {
  await gone(...pids)
  const own = (await readdir(temporary)).filter((name) =>
    name.startsWith('aichain-'),
  )
  expect(own).toEqual([])
}

describe('whatever happens to the process that made the network', () => {
  test.each(['SIGKILL', 'SIGINT'] as const)(
    '%s leaves neither a process nor a file behind',
    { timeout },
    async (signal) => {
      const run = start(parent)
      const [, list = ''] = await run.says(/pids (.*) end/)
      const pids = list.split(' ').map(Number)
      expect(pids).toHaveLength(2)
      const all = [...pids, ...(await descendants(run.child.pid ?? 0))]
      expect(pids.every(isRunning)).toBe(true)
      run.child.kill(signal)
      await run.ended
      await nothingLeft(...all)
    },
  )
})

describe('the command line', () => {
  test('ends in order on Ctrl-C while it serves', { timeout }, async () => {
    const run = start(bin, ['--nodes', '3'])
    await run.says(/Ctrl-C stops everything/)
    const all = await descendants(run.child.pid ?? 0)
    run.child.kill('SIGINT')
    const { code, stderr } = await run.ended
    expect(code).toBe(0)
    expect(stderr).toBe('')
    await nothingLeft(...all)
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'says 130 if %s interrupts it while it starts',
    { timeout },
    async (signal) => {
      const run = start(bin, ['--nodes', '3'])
      await run.says(/✓ Contracts/)
      const all = await descendants(run.child.pid ?? 0)
      run.child.kill(signal)
      const { code } = await run.ended
      expect(code).toBe(130)
      await nothingLeft(...all)
    },
  )

  test('ends in order when nobody reads it any more', { timeout }, async () => {
    const run = start(bin, ['--nodes', '3'])
    await run.says(/✓ Contracts/)
    const all = await descendants(run.child.pid ?? 0)
    run.child.stdout?.destroy()
    const { code, stderr } = await run.ended
    expect(code).toBe(130)
    expect(stderr).toBe('')
    await nothingLeft(...all)
  })

  // `script` of util-linux gives it a terminal, and closes that when it dies.
  const hasScript = /util-linux/.test(`${spawnSync('script', ['-V']).stdout}`)
  test.skipIf(!hasScript)(
    'ends in order when its terminal is closed',
    { timeout },
    async () => {
      const command = `"${process.execPath}" "${fileURLToPath(bin)}" --nodes 3`
      const run = listenTo(
        spawn('script', ['--quiet', '--command', command, '/dev/null'], {
          stdio: ['pipe', 'pipe', 'pipe'],
          env: { ...process.env, TMPDIR: temporary },
        }),
      )
      await run.says(/Ctrl-C stops everything/)
      const all = await descendants(run.child.pid ?? 0)
      expect(all.length).toBeGreaterThan(1)
      run.child.kill('SIGKILL')
      await run.ended
      await nothingLeft(...all)
    },
  )

  test('says so when the chain is killed, and ends', { timeout }, async () => {
    const run = start(bin, ['--nodes', '3'])
    await run.says(/Ctrl-C stops everything/)
    const all = await descendants(run.child.pid ?? 0)
    const anvil = all.at(-1) ?? 0
    process.kill(anvil, 'SIGKILL')
    const { code, stderr } = await run.ended
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toEqual([
      '✗ The chain ended.',
      '  anvil: it was ended by SIGKILL',
      '  Start the devnet again.',
    ])
    await nothingLeft(...all)
  })
})

describe('when a part of the network stops', () => {
  let devnet: Devnet

  beforeAll(async () => {
    devnet = await createDevnet({ nodes: 3, protocol: patientWindows })
  }, timeout)

  afterAll(() => devnet?.stop())

  test('IPFS for a while: nodes wait, and vote when it is back', {
    timeout,
  }, async () => {
    const { faults } = devnet.ipfs
    const { task } = await ask(devnet, ({ type }) => {
      if (type === 'posted') faults.unreachable = true
      if (type !== 'committee-drawn') return
      setTimeout(() => {
        faults.unreachable = false
      }, 3_000)
    })
    const votes = async () =>
      (await receiptOf(devnet, task)).members.map(({ vote }) => vote)
    await expect.poll(votes).toEqual(['agreed', 'agreed', 'agreed'])
  })

  test('IPFS for good: nothing is spent', { timeout }, async () => {
    const [account] = devnet.accounts
    const balance = () =>
      getBalance(devnet.client(), { address: account?.address ?? '0x' })
    const before = await balance()
    await devnet.ipfs.stop()
    await expect(ask(devnet)).rejects.toMatchObject({
      code: 'content-store-unreachable',
    })
    expect(await balance()).toBe(before)
  })

  test('the chain: the network is over, and says why', {
    timeout,
  }, async () => {
    process.kill(devnet.chainPid, 'SIGKILL')
    expect(await devnet.over).toMatchObject({ code: 'chain-ended' })
    await expect(ask(devnet)).rejects.toMatchObject({
      code: 'chain-unreachable',
    })
    await devnet.stop()
  })
})
