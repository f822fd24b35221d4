// Holds this server against a real Kubo, and the SDK's content stores against
// both. Runs from the sources; needs Go, or the binary that it once built.
// Usage: npm run parity -w @aichain/ipfs-server
import { isDeepStrictEqual } from 'node:util'
import { storeCases } from '../../../sdk/test/ipfs/store-cases.js'
import { startIpfsServer } from '../../src/index.js'
import { buildKubo, KUBO_VERSION, KuboUnavailable } from './build-kubo.js'
import { runScript } from './script.js'
import { startKubo } from './start-kubo.js'

type Server = { readonly rpcUrl: string; readonly gatewayUrl: string }

const counts = { passed: 0, failed: 0 }

function report(name: string, problem: string | undefined): void {
  counts[problem === undefined ? 'passed' : 'failed'] += 1
  if (problem !== undefined) console.log(`not equal: ${name}\n${problem}\n`)
}

async function main(): Promise<void> {
  const log = (line: string) => console.log(line)
  const binary = await buildKubo(log).catch((error) => {
    if (!(error instanceof KuboUnavailable)) throw error
    log(`Skipped, there is no Kubo to compare with: ${error.message}`)
  })
  if (!binary) return log('0 passed, 0 failed, 1 skipped')

  const ours = await startIpfsServer()
  const kubo = await startKubo(binary).catch(async (error) => {
    await ours.stop()
    throw error
  })
  try {
    log(`this IPFS server beside Kubo ${KUBO_VERSION}`)
    await compare(ours, kubo)
    for (const [name, server] of Object.entries({ ours, kubo })) {
      await check(name, server)
    }
  } finally {
    await Promise.all([ours.stop(), kubo.stop()])
  }
  log(`${counts.passed} passed, ${counts.failed} failed`)
  if (counts.failed > 0) process.exitCode = 1
}

async function compare(ours: Server, kubo: Server): Promise<void> {
  const mine = await runScript(ours)
  const theirs = await runScript(kubo)
  for (const [index, { step, answer }] of mine.entries()) {
    const other = theirs[index]?.answer
    const show = (value: unknown) => JSON.stringify(value, null, 2)
    report(
      step,
      isDeepStrictEqual(answer, other)
        ? undefined
        : `ours: ${show(answer)}\nKubo: ${show(other)}`,
    )
  }
}

async function check(name: string, server: Server): Promise<void> {
  for (const { name: step, run } of storeCases(server)) {
    const problem = await run().then(
      () => undefined,
      (error: Error) => error.stack ?? error.message,
    )
    report(`${step} (${name})`, problem)
  }
}

await main()
