// Holds the devnet's IPFS server against a real Kubo, and the SDK's content
// stores against both. Needs both packages built, and Go for Kubo.
// Usage: node packages/devnet/test/kubo/parity.mjs
import { isDeepStrictEqual } from 'node:util'
import { startIpfsServer } from '../../dist/index.js'
import { buildKubo, KUBO_VERSION, KuboUnavailable } from './build-kubo.mjs'
import { runScript } from './script.mjs'
import { startKubo } from './start-kubo.mjs'
import { storeCases } from './store-cases.mjs'

const counts = { passed: 0, failed: 0 }

function report(name, problem) {
  counts[problem === undefined ? 'passed' : 'failed'] += 1
  if (problem !== undefined) console.log(`not equal: ${name}\n${problem}\n`)
}

async function main() {
  const binary = await buildKubo((line) => console.log(line)).catch((error) => {
    if (!(error instanceof KuboUnavailable)) throw error
    console.log(`Skipped, there is no Kubo to compare with: ${error.message}`)
  })
  if (!binary) return console.log('0 passed, 0 failed, 1 skipped')

  const ours = await startIpfsServer()
  const kubo = await startKubo(binary).catch(async (error) => {
    await ours.stop()
    throw error
  })
  try {
    console.log(`the devnet's IPFS server beside Kubo ${KUBO_VERSION}`)
    await compare(ours, kubo)
    for (const [name, server] of Object.entries({ ours, kubo })) {
      await check(name, server)
    }
  } finally {
    await Promise.all([ours.stop(), kubo.stop()])
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`)
  if (counts.failed > 0) process.exitCode = 1
}

async function compare(ours, kubo) {
  const mine = await runScript(ours)
  const theirs = await runScript(kubo)
  for (const [index, { step, answer }] of mine.entries()) {
    const other = theirs[index].answer
    const show = (value) => JSON.stringify(value, null, 2)
    report(
      step,
      isDeepStrictEqual(answer, other)
        ? undefined
        : `ours: ${show(answer)}\nKubo: ${show(other)}`,
    )
  }
}

async function check(name, server) {
  for (const { name: step, run } of storeCases(server)) {
    const problem = await run().then(
      () => undefined,
      (error) => error.stack,
    )
    report(`${step} (${name})`, problem)
  }
}

await main()
