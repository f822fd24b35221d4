/** That the models do what the contract does: test/formal plays both side by side. */
import { forgeTests } from '../lib/forge-json.mjs'
import { tallyOf } from '../lib/tally.mjs'
import { entryOf } from './report.mjs'

const property = {
  id: 'link',
  name: 'models',
  statement:
    'the contract and the models do the same steps, refuse the same, and are in the same state after each',
}

export async function linkEntry() {
  const began = Date.now()
  const { tests } = await forgeTests(['--match-path=test/formal/**'])
  // Those that move one side only are the mistakes.
  const isTooth = ({ name }) => name.includes('_notices')
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

function outcomeOf(tests, began) {
  const { ok, failures } = tallyOf(tests, began)
  return {
    result: ok ? 'proved' : 'refuted',
    seconds: (Date.now() - began) / 1_000,
    open: failures.map(({ test, reason }) => `${test}: ${reason}`),
  }
}
