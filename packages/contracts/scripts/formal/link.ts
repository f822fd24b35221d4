/** That the models do what the contract does: test/formal plays both side by side. */
import { forgeTests, type TestResult } from '../forge/forge-tests.js'
import { tallyOf } from '../lib/tally.js'
import { type Entry, entryOf, type Outcome } from './report.js'

const property = {
  id: 'link',
  name: 'models',
  statement:
    'the contract and the models do the same steps, refuse the same, and are in the same state after each',
}

export async function linkEntry(): Promise<Entry> {
  const began = Date.now()
  const { tests } = await forgeTests(['--match-path=test/formal/**'])
  // Those that move one side only are the mistakes.
  const isTooth = ({ name }: TestResult) => name.includes('_notices')
  const proof = outcomeOf(
    tests.filter((test) => !isTooth(test)),
    began,
  )
  const teeth = outcomeOf(tests.filter(isTooth), began)
  const means = { tool: 'forge', target: 'the contract and its models' }
  return entryOf(property, means, proof, {
    ...teeth,
    result: teeth.result === 'proved' ? 'refuted' : 'unknown',
    seconds: 0,
  })
}

function outcomeOf(tests: readonly TestResult[], began: number): Outcome {
  const { ok, failures } = tallyOf(tests, began)
  return {
    result: ok ? 'proved' : 'refuted',
    seconds: (Date.now() - began) / 1_000,
    open: failures.map(({ test, reason }) => `${test}: ${reason}`),
  }
}
