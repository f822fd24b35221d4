import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute, installed, npmCommand } from './bootstrap/programs.mjs'
import { createSteps, type Steps, script } from './bootstrap/steps.mjs'
import { build } from './lib/build.js'
import { optionalParts } from './lib/optional-parts.js'
import {
  forgeTally,
  sum,
  summaryLine,
  type Tally,
  vitestTally,
} from './lib/tally.js'

// Arguments choose test files; the contracts have their own way to choose.
const filters = process.argv.slice(2)

await script(async () => {
  const steps = createSteps()
  await build(steps, { declarations: true })
  const all = filters.length === 0
  const [typescript, contracts] = await Promise.all([
    testTypeScript(),
    // Most of it is a compiler on one core, which the other tests leave at times.
    all ? testContracts() : undefined,
  ])
  const tallies = [typescript]
  if (contracts !== undefined) {
    steps.say(contracts.output)
    tallies.push(contracts.tally)
  }
  const total = sum(...tallies)
  explainSkips(steps)
  steps.say(`\n${summaryLine(total)}`)
  return total.failed === 0 ? 0 : 1
})

async function testTypeScript(): Promise<Tally> {
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

/** Says nothing while it runs, so that two reports do not mix. */
async function testContracts(): Promise<{ tally: Tally; output: string }> {
  const { command, args, shell } = npmCommand([
    'test',
    '-w',
    '@aichain/contracts',
  ])
  const { code, output } = await execute(command, args, { shell })
  return { tally: forgeTally(output, code), output }
}

function explainSkips(steps: Steps): void {
  steps.say('\n  Skipped here, run by .ci/run:')
  for (const { name, reason } of optionalParts()) {
    steps.say(`  – ${name}: ${reason}`)
  }
}
