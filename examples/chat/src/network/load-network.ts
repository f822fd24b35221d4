import { readStored, writeStored } from '../interface/stored.js'
import { type Network, parseNetwork } from './network.js'

const key = 'aichain.network'

/** What the page found out about the network that it is to use. */
export type Found =
  | { readonly type: 'ready'; readonly network: Network }
  /** A link proposes one: a person must look at it before money is involved. */
  | { readonly type: 'proposed'; readonly fields: Fields }
  | { readonly type: 'starting' }
  | { readonly type: 'absent'; readonly reason: string }

/** The form's fields, as they were typed. */
export type Fields = Readonly<Record<string, string>>

/**
 * Finds the network: the one a link proposes, or else the one that the person
 * chose, or else the one that the page was served with.
 */
export async function findNetwork(signal: AbortSignal): Promise<Found> {
  const proposed = fieldsIn(location.search)
  if (proposed.rpcUrl !== undefined)
    return { type: 'proposed', fields: proposed }
  const chosen = chosenNetwork()
  if (chosen !== undefined) return { type: 'ready', network: chosen }
  return readServed(signal)
}

/** Keeps what the person chose; `undefined` goes back to what is served. */
export function chooseNetwork(fields: Fields | undefined): void {
  writeStored(key, fields && JSON.stringify(fields))
}

/** Whether the person chose the network. */
export function hasChosen(): boolean {
  return chosenNetwork() !== undefined
}

function fieldsIn(search: string): Fields {
  return Object.fromEntries(new URLSearchParams(search))
}

function chosenNetwork(): Network | undefined {
  const parsed = parseNetwork(parseJson(readStored(key) ?? ''))
  return parsed.ok ? parsed.network : undefined
}

async function readServed(signal: AbortSignal): Promise<Found> {
  const response = await fetch('devnet.json', { signal }).catch(() => undefined)
  signal.throwIfAborted()
  if (response?.status === 503) return { type: 'starting' }
  if (!response?.ok) {
    return { type: 'absent', reason: 'This address serves no devnet.json.' }
  }
  // A server that answers every path with its page would pass for one.
  const parsed = parseNetwork(parseJson(await response.text()))
  if (parsed.ok) return { type: 'ready', network: parsed.network }
  const [first] = parsed.problems
  return {
    type: 'absent',
    reason: `The devnet.json of this address cannot be used: ${first?.field} ${first?.problem}.`,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
