// Packs the packages as they would be published and uses them in fresh projects
// outside this repository: plain ES modules, CommonJS, TypeScript, bundlers, a
// framework, a worker, other runtimes, and every Node.js that is named.
//
//   npm run check:consumers [-- PROJECT…] [--json]
import { parseArgs } from 'node:util'
import { Failure } from './bootstrap/failure.mjs'
import { type Consumer, consumers } from './packed/consumers.js'
import { runAll } from './packed/run-all.js'
import { runConsumer } from './packed/run-consumer.js'

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
})

await runAll(
  () =>
    chosen().map((consumer) => ({
      title: [consumer.project, ...(consumer.nodes ?? [])].join(', '),
      run: (place) => runConsumer(consumer, place),
    })),
  values,
)

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
