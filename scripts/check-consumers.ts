// Packs the packages as they would be published and uses them in fresh projects
// outside this repository: plain ES modules, CommonJS, TypeScript, bundlers, a
// framework, a worker, other runtimes, and every Node.js that is named.
//
//   npm run check:consumers [-- PROJECT…] [--json]
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure } from './bootstrap/failure.mjs'
import { createSteps, script } from './bootstrap/steps.mjs'
import { summaryLine } from './lib/tally.js'
import { type Consumer, consumers, titleOf } from './packed/consumers.js'
import { packPackages } from './packed/pack-packages.js'
import { runConsumer } from './packed/run-consumer.js'

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
})

type Outcome = {
  readonly consumer: string
  readonly passed: boolean
  readonly reason?: string
}

await script(async () => {
  // With --json stdout belongs to the report.
  const steps = createSteps(values.json ? process.stderr : process.stdout)
  const scratch = await mkdtemp(join(tmpdir(), 'aichain-consumers-'))
  try {
    const tarballs = await steps.run('Packing', () => packPackages(scratch))
    const outcomes: Outcome[] = []
    for (const [index, consumer] of chosen().entries()) {
      const title = titleOf(consumer)
      const folder = join(scratch, `${index}-${consumer.project}`)
      await mkdir(folder)
      const outcome: Outcome = await steps
        .run(title, () => runConsumer(consumer, { folder, tarballs }))
        .then(() => ({ consumer: title, passed: true }))
        .catch((error: unknown) => failed(title, error))
      if (outcome.reason) steps.say(outcome.reason)
      outcomes.push(outcome)
      // A project with its packages can have hundreds of megabytes.
      await rm(folder, { recursive: true, force: true })
    }
    const passed = outcomes.filter((outcome) => outcome.passed).length
    const failures = outcomes.length - passed
    if (values.json) console.log(JSON.stringify({ outcomes }, undefined, 2))
    const tally = { passed, failed: failures, skipped: 0 }
    steps.say(`\n${summaryLine(tally)}`)
    return failures === 0 ? 0 : 1
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
})

function chosen(): readonly Consumer[] {
  const known = new Set(consumers.map(({ project }) => project))
  const unknown = positionals.filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new Failure(`There is no project ${unknown.join(', ')}.`, {
      remedy: `There are: ${[...known].join(', ')}.`,
    })
  }
  return positionals.length === 0
    ? consumers
    : consumers.filter(({ project }) => positionals.includes(project))
}

function failed(consumer: string, error: unknown): Outcome {
  const { message, output = '' } = error as Error & { output?: string }
  const reason = [message, output.slice(-4000)].join('\n')
  return { consumer, passed: false, reason }
}
