import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { optionalParts } from './lib/optional-parts.mjs'
import { execute, installed, npmCommand } from './lib/programs.mjs'
import { createSteps, script } from './lib/steps.mjs'
import { forgeTally, sum, summaryLine, vitestTally } from './lib/tally.mjs'
import { setup } from './setup.mjs'

// Arguments choose test files; the contracts have their own way to choose.
const filters = process.argv.slice(2)

await script(async () => {
  const steps = createSteps()
  await setup({ steps, declarations: true })
  const tallies = [await testTypeScript(filters)]
  if (filters.length === 0) tallies.push(await testContracts())
  const total = sum(...tallies)
  explainSkips(steps)
  steps.say(`\n${summaryLine(total)}`)
  return total.failed === 0 ? 0 : 1
})

async function testTypeScript(filters) {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-test-'))
  try {
    const report = join(folder, 'report.json')
    const { code } = await execute(
      process.execPath,
      [
        installed('vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...filters,
      ],
      { show: true },
    )
    return vitestTally(JSON.parse(await readFile(report, 'utf8')), code)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function testContracts() {
  const { command, args, shell } = npmCommand([
    'test',
    '-w',
    '@aichain/contracts',
  ])
  const { code, output } = await execute(command, args, { shell, show: true })
  return forgeTally(output, code)
}

function explainSkips(steps) {
  steps.say('\n  Skipped here, run by .ci/run:')
  for (const { name, reason } of optionalParts()) {
    steps.say(`  – ${name}: ${reason}`)
  }
}
