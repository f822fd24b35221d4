// One script for every server that speaks Kubo's RPC: asks each question and
// writes down the answer, so that two servers can be compared.
import { create } from 'kubo-rpc-client'
import { httpSteps } from './http-steps.mjs'
import { prepare, rpcSteps } from './rpc-steps.mjs'

/**
 * @param {{ rpcUrl: string, gatewayUrl: string }} server
 * @returns {Promise<{ step: string, answer: unknown }[]>}
 */
export async function runScript({ rpcUrl, gatewayUrl }) {
  const client = create({ url: rpcUrl })
  const at = await prepare(client)
  const context = { client, rpcUrl, gatewayUrl, at }
  const transcript = [{ step: 'prepare', answer: at }]
  // The gateway first: the RPC's steps end in a collection.
  for (const [step, run] of Object.entries({ ...httpSteps, ...rpcSteps })) {
    const answer = await limited(step, run(context)).catch(told)
    transcript.push({ step, answer: normalise(answer ?? null) })
  }
  return transcript
}

/** A server that does not answer is told as that, and does not stop the rest. */
async function limited(step, work) {
  let timer
  const late = new Promise((_, reject) => {
    const error = new Error(`"${step}" had no answer within a minute`)
    timer = setTimeout(reject, 60_000, error)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function told(error) {
  const { name, message, response } = error
  return { failed: name, status: response?.status, message }
}

/** What may differ: diagnoses that Kubo appends, and its words for a bad CID. */
function normalise(answer) {
  const text = JSON.stringify(answer, (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
  return JSON.parse(
    text
      .replaceAll(/: retrieval: [^"]*?(\\n)?"/g, '$1"')
      .replaceAll(/invalid cid: [^"]*?(\\n)?"/g, 'invalid cid$1"'),
  )
}
