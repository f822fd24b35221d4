import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { question } from './support/ask.js'
import { runNode } from './support/processes.js'

const bin = new URL('../dist/bin.js', import.meta.url)
const timeout = 300_000

test('--help fits into 80 columns and needs nothing', async () => {
  const { code, stdout, stderr } = await runNode(bin, ['--help']).ended
  expect(code).toBe(0)
  expect(stderr).toBe('')
  expect(stdout).toMatch('--faults <list>')
  const longest = Math.max(...stdout.split('\n').map((line) => line.length))
  expect(longest).toBeLessThanOrEqual(80)
})

test('--version is that of the package', async () => {
  const { code, stdout } = await runNode(bin, ['--version']).ended
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test.each([
  [['--nope'], /Unknown flag "--nope"/],
  [['--nodes', 'many'], /"--nodes" must be a whole number/],
  [['--nodes', '3', '--committee', '5'], /Use --nodes 5, or --committee 3/],
  [['hello'], /npm start -- --ask/],
])('%j is a mistake of usage', async (argv, message) => {
  const { code, stdout, stderr } = await runNode(bin, argv).ended
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toMatch(message)
})

test('one JSON object on stdout, all talk on stderr', { timeout }, async () => {
  const argv = ['--nodes', '3', '--faults', 'liar=1', '--json']
  const run = runNode(bin, [...argv, '--ask', question], { NO_COLOR: '1' })
  const { code, stdout, stderr } = await run.ended
  expect(stderr).toMatch('✓ Nodes')
  expect(stderr).not.toMatch('\u001b[')
  expect(code).toBe(0)
  expect(stdout.trimEnd().split('\n')).toHaveLength(1)
  const hash = expect.stringMatching(/^0x[0-9a-f]{64}$/)
  const wei = expect.stringMatching(/^\d+$/)
  expect(JSON.parse(stdout)).toMatchObject({
    text: 'The capital of France is Paris.',
    outputCid: expect.stringMatching(/^bafkrei/),
    agreeing: 2,
    committee: Array(3).fill({
      seat: expect.any(Number),
      signer: expect.stringMatching(/^0x[0-9a-fA-F]{40}$/),
      vote: expect.stringMatching(/^(agreed|wrong)$/),
      earned: wei,
      slashed: wei,
      before: wei,
      after: wei,
    }),
    stages: {
      send: expect.any(Number),
      post: expect.any(Number),
      draw: expect.any(Number),
      commit: expect.any(Number),
      reveal: expect.any(Number),
      check: expect.any(Number),
      total: expect.any(Number),
    },
    transactions: [
      { type: 'task-added', hash },
      ...Array(3).fill({ type: 'vote-committed', hash }),
      ...Array(3).fill({ type: 'vote-revealed', hash }),
    ],
  })
  const { committee } = JSON.parse(stdout)
  const [liar] = committee.filter(
    ({ vote }: { vote: string }) => vote === 'wrong',
  )
  expect(BigInt(liar.after)).toBeLessThan(BigInt(liar.before))
})

test('a busy port is told at once', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const run = runNode(new URL('./fixtures/with-page.ts', import.meta.url), [
      '--port',
      String(port),
    ])
    const { code, stderr } = await run.ended
    expect(code).toBe(1)
    expect(stderr).toMatch(`Port ${port} for the page is already in use.`)
    expect(stderr).toMatch('Choose another port')
  } finally {
    server.close()
  }
})

test('a missing model is told by its path', { timeout }, async () => {
  const { code, stderr, stdout } = await runNode(bin, [
    ...['--ask', question, '--json', '--model', '/there/is/none'],
  ]).ended
  expect(code).toBe(1)
  expect(stderr).toMatch('/there/is/none')
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'model-file-missing' },
  })
})

const mounted = await mountSmallDisk()

test.skipIf(mounted === undefined)(
  'a full disk is told as such',
  {
    timeout,
  },
  async () => {
    const disk = mounted as string
    try {
      const run = runNode(bin, ['--nodes', '3', '--state', join(disk, 'state')])
      const { code, stderr } = await run.ended
      expect(code).toBe(1)
      expect(stderr).toMatch('The disk is full.')
      expect(stderr).toMatch(disk)
    } finally {
      spawnSync('umount', ['--lazy', disk])
      await rm(disk, { recursive: true, force: true })
    }
  },
)

/** A disk of 4 MB, where this user may mount one. */
async function mountSmallDisk(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const disk = await mkdtemp(join(tmpdir(), 'aichain-disk-'))
  const argv = ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]
  if (spawnSync('mount', argv).status === 0) return disk
  await rm(disk, { recursive: true })
  return undefined
}
