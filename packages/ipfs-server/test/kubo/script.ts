// One script for every server that speaks Kubo's RPC: asks each question and
// writes down the answer, so that two servers can be compared.
import { create } from 'kubo-rpc-client'
import { gatewaySteps } from './gateway-steps.js'
import { mannerSteps } from './manner-steps.js'
import { prepare } from './prepare.js'
import { rpcSteps } from './rpc-steps.js'
import type { Steps } from './step.js'

/** What a server answered to a step. */
export type Told = { readonly step: string; readonly answer: unknown }

/** Every question; the gateway's first, since the RPC's end in a collection. */
export const steps: Steps = { ...mannerSteps, ...gatewaySteps, ...rpcSteps }

/** Runs every step, one after the other. */
export async function runScript(server: {
  readonly rpcUrl: string
  readonly gatewayUrl: string
}): Promise<Told[]> {
  const { rpcUrl, gatewayUrl } = server
  const client = create({ url: rpcUrl })
  const at = await prepare(client)
  const context = { client, rpcUrl, gatewayUrl, at }
  const transcript: Told[] = [{ step: 'prepare', answer: at }]
  for (const [step, run] of Object.entries(steps)) {
    const asked = (async () => run(context))()
    const answer = await limited(step, asked).catch(told)
    transcript.push({ step, answer: normalise(answer ?? null) })
  }
  return transcript
}

/** A server that does not answer is told as that, and does not stop the rest. */
async function limited(step: string, work: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`"${step}" had no answer within a minute`)
    timer = setTimeout(reject, 60_000, error)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function told(error: Error & { readonly response?: Response }) {
  const { name, message, response } = error
  return { failed: name, status: response?.status, message }
}

/** What may differ: diagnoses that Kubo appends, and its words for a bad CID. */
function normalise(answer: unknown): unknown {
  const text = JSON.stringify(answer, (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
  return JSON.parse(
    text
      .replaceAll(/: retrieval: [^"]*?(\\n)?"/g, '$1"')
      .replaceAll(/invalid cid: [^"]*?(\\n)?"/g, 'invalid cid$1"'),
  )
}
