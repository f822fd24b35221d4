import type { Deployment } from '@aichain/sdk'
import { type Cid, type Hex, isDigest, isRawCid } from '@aichain/sdk/core'

/** Everything the page must know to talk to one deployment. */
export type Network = {
  readonly rpcUrl: string
  /** Faster than polling where the chain offers it. */
  readonly wsUrl?: string
  readonly deployment: Deployment
  /** A trustless gateway: what it serves is hashed here, so it need not be trusted. */
  readonly gatewayUrl: string
  /** A Kubo RPC that stores the prompts. */
  readonly ipfsRpcUrl: string
  readonly model: Cid
  readonly committee: number
  /** Wei for one task; where it is left out, as little as reaches the model's places. */
  readonly fee?: bigint
  /** Key of an account that fills up new ones: only where money is worth nothing. */
  readonly faucet?: Hex
}

/** What is wrong with a field, told to whoever filled it in. */
export type NetworkProblem = {
  readonly field: string
  readonly problem: string
}

export type ParsedNetwork =
  | { readonly ok: true; readonly network: Network }
  | { readonly ok: false; readonly problems: readonly NetworkProblem[] }

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads a network from JSON (`/devnet.json`), or from the form's fields.
 * Numbers may be decimal strings, because wei do not fit a JSON number.
 */
export function parseNetwork(value: unknown): ParsedNetwork {
  if (!isRecord(value)) {
    return { ok: false, problems: [{ field: '', problem: 'is not an object' }] }
  }
  const deployment = isRecord(value.deployment) ? value.deployment : value
  const problems = problemsOf(value, deployment)
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, network: networkOf(value, deployment) }
}

function problemsOf(value: Fields, deployment: Fields): NetworkProblem[] {
  const checks: [field: string, value: unknown, check: Check][] = [
    ['rpcUrl', value.rpcUrl, httpUrl],
    ['wsUrl', value.wsUrl, optional(webSocketUrl)],
    ['chainId', deployment.chainId, wholeNumber(1, 2 ** 53 - 1)],
    ['consensus', deployment.consensus, address],
    ['modelRegistry', deployment.modelRegistry, address],
    ['fromBlock', deployment.fromBlock, amount],
    ['gatewayUrl', value.gatewayUrl, httpUrl],
    ['ipfsRpcUrl', value.ipfsRpcUrl, httpUrl],
    ['model', value.model, cid],
    ['committee', value.committee, wholeNumber(3, 15)],
    ['fee', value.fee, optional(amount)],
    ['burner.faucet.privateKey', faucetOf(value), optional(privateKey)],
  ]
  return checks.flatMap(([field, candidate, check]) => {
    const problem = check(candidate)
    return problem === undefined ? [] : [{ field, problem }]
  })
}

function networkOf(value: Fields, deployment: Fields): Network {
  const faucet = faucetOf(value)
  return {
    rpcUrl: String(value.rpcUrl),
    ...(value.wsUrl ? { wsUrl: String(value.wsUrl) } : {}),
    deployment: {
      chainId: Number(deployment.chainId),
      consensus: deployment.consensus as Deployment['consensus'],
      modelRegistry: deployment.modelRegistry as Deployment['modelRegistry'],
      fromBlock: BigInt(deployment.fromBlock as string),
    },
    gatewayUrl: String(value.gatewayUrl),
    ipfsRpcUrl: String(value.ipfsRpcUrl),
    model: value.model as Cid,
    committee: Number(value.committee),
    ...(isAbsent(value.fee) ? {} : { fee: BigInt(value.fee as string) }),
    ...(faucet === undefined ? {} : { faucet: faucet as Hex }),
  }
}

function faucetOf({ burner }: Fields): unknown {
  return isRecord(burner) && isRecord(burner.faucet)
    ? burner.faucet.privateKey
    : undefined
}

type Check = (value: unknown) => string | undefined

const httpUrl: Check = (value) =>
  hasProtocol(value, ['http:', 'https:'])
    ? undefined
    : 'must be an address that starts with http:// or https://'

const webSocketUrl: Check = (value) =>
  hasProtocol(value, ['ws:', 'wss:'])
    ? undefined
    : 'must be an address that starts with ws:// or wss://'

const address: Check = (value) =>
  typeof value === 'string' && /^0x[0-9a-f]{40}$/i.test(value)
    ? undefined
    : 'must be 0x and 40 hexadecimal digits'

const cid: Check = (value) =>
  isRawCid(value) ? undefined : 'must be the CID of a model manifest (bafkrei…)'

const privateKey: Check = (value) =>
  isDigest(value) ? undefined : 'must be a private key'

const amount: Check = (value) =>
  /^\d{1,78}$/.test(String(value)) ? undefined : 'must be a whole number'

function wholeNumber(least: number, most: number): Check {
  return (value) =>
    /^\d+$/.test(String(value)) &&
    Number(value) >= least &&
    Number(value) <= most
      ? undefined
      : `must be a whole number from ${least} to ${most}`
}

function optional(check: Check): Check {
  return (value) => (isAbsent(value) ? undefined : check(value))
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === ''
}

function hasProtocol(value: unknown, protocols: readonly string[]): boolean {
  return (
    typeof value === 'string' &&
    URL.canParse(value) &&
    protocols.includes(new URL(value).protocol)
  )
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What people call the network. */
export function networkName({ deployment, faucet }: Network): string {
  return faucet === undefined ? `Chain ${deployment.chainId}` : 'Devnet'
}
