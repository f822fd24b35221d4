import { expect, test } from 'vitest'
import { descendants, gone, runNode } from './support/processes.js'

const command = new URL('../dist/lane-1.js', import.meta.url)
const timeout = 120_000

test('settles, falls back, punishes and overturns, to the wei', {
  timeout,
}, async () => {
  const { code, stdout, stderr } = await runNode(
    command,
    ['--json', '--pretend'],
    { NO_COLOR: '1' },
  ).ended
  expect(stderr).toMatch('✓ A task of 7 settled in two transactions')
  expect(code).toBe(0)
  expect(stdout.trimEnd().split('\n')).toHaveLength(1)
  const report = JSON.parse(stdout)
  const { decided, batch, fellBack, punished, overturned } = report
  expect(decided).toMatchObject({ committee: 7, winners: 7 })
  expect(decided.gas).toBe(decided.addTask + decided.settle)
  expect(batch.tasks).toBe(10)
  expect(batch.gasPerTask).toBeLessThan(decided.gas)
  // addTask, and for each of seven members a commitment and a reveal.
  expect(fellBack).toMatchObject({ votes: 4, required: 5, transactions: 15 })
  expect(fellBack.gas).toBeGreaterThan(2 * decided.gas)
  expect(punished).toMatchObject({
    slashed: (10n ** 17n).toString(),
    bounty: (2n * 10n ** 14n).toString(),
  })
  expect(overturned).toMatchObject({
    liars: 2,
    appealCommittee: 15,
    repaid: (10n ** 17n).toString(),
    reward: (6n * 10n ** 15n).toString(),
  })
})

test.each([
  ['as it starts', /✓ IPFS/],
  ['as it plays', /✓ A task of 7/],
])('Ctrl-C %s ends everything', { timeout }, async (_when, sign) => {
  const run = runNode(command, ['--pretend'])
  await run.says(sign)
  const all = await descendants(run.child.pid ?? 0)
  run.child.kill('SIGINT')
  const { code } = await run.ended
  expect(code).toBe(130)
  await gone(...all)
})

test('a chain that ends is told, and ends it', { timeout }, async () => {
  const run = runNode(command, ['--pretend', '--json'])
  await run.says(/✓ A task of 7/)
  const all = await descendants(run.child.pid ?? 0)
  process.kill(all.at(-1) ?? 0, 'SIGKILL')
  const { code, stdout } = await run.ended
  expect(code).toBe(1)
  expect(JSON.parse(stdout).error.code).toBe('chain-ended')
  await gone(...all)
})

test('a mistake of usage starts nothing', async () => {
  const { code, stdout, stderr } = await runNode(command, ['--nope']).ended
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toMatch("Unknown option '--nope'")
})
