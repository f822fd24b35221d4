import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSteps, script } from '../bootstrap/steps.mjs'
import { summaryLine } from '../lib/tally.js'
import { packPackages, type Tarballs } from './pack-packages.js'

/** Something to try in a folder of its own, with the packed packages. */
export type Trial = {
  readonly title: string
  readonly run: (place: {
    readonly folder: string
    readonly tarballs: Tarballs
  }) => Promise<void>
}

type Outcome = {
  readonly title: string
  readonly passed: boolean
  readonly reason?: string
}

/** Packs the packages, makes every trial, and tells what passed. */
export async function runAll(
  trials: () => Promise<readonly Trial[]> | readonly Trial[],
  { json }: { readonly json: boolean },
): Promise<void> {
  // With --json stdout belongs to the report.
  const steps = createSteps(json ? process.stderr : process.stdout)
  await script(async () => {
    const chosen = await trials()
    const scratch = await mkdtemp(join(tmpdir(), 'aichain-packed-'))
    try {
      const tarballs = await steps.run('Packing', () => packPackages(scratch))
      const outcomes: Outcome[] = []
      for (const [index, trial] of chosen.entries()) {
        const folder = join(scratch, `${index}`)
        await mkdir(folder)
        const outcome: Outcome = await steps
          .run(trial.title, () => trial.run({ folder, tarballs }))
          .then(() => ({ title: trial.title, passed: true }))
          .catch((error: unknown) => failed(trial.title, error))
        if (outcome.reason) steps.say(outcome.reason)
        outcomes.push(outcome)
        // A project with its packages can have hundreds of megabytes.
        await rm(folder, { recursive: true, force: true })
      }
      const passed = outcomes.filter((outcome) => outcome.passed).length
      const failures = outcomes.length - passed
      if (json) console.log(JSON.stringify({ outcomes }, undefined, 2))
      const tally = { passed, failed: failures, skipped: 0 }
      steps.say(`\n${summaryLine(tally)}`)
      return failures === 0 ? 0 : 1
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  })
}

function failed(title: string, error: unknown): Outcome {
  const { message, output = '' } = error as Error & { output?: string }
  return { title, passed: false, reason: `${message}\n${output.slice(-4000)}` }
}
