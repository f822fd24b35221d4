import { readFileSync } from 'node:fs'
import type { Address, Cid, Deployment } from '@aichain/sdk'
import { isAddress, isRawCid } from '@aichain/sdk/core'
import { type Hex, isHex, size } from 'viem'
import { UsageError } from './usage-error.js'

/** What the service is told by its environment. */
export type Configuration = {
  readonly rpcUrl: string
  readonly privateKey: Hex
  readonly deployment: Deployment
  readonly ipfsUrl: string
  readonly models: readonly Cid[] | 'registered'
  readonly stateFolder: string
  /** What models may take of the disk; the SDK's own default if absent. */
  readonly cacheBytes: number | undefined
  /** Gets bond and rewards; the key's own address if absent. */
  readonly owner: Address | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** Errors: `UsageError` names the first variable that is missing or wrong. */
export function readConfiguration(environment: Environment): Configuration {
  const read = <T>(
    name: string,
    expected: string,
    parse: (text: string) => T | undefined,
  ): T => {
    const value = parse(environment[name]?.trim() ?? '')
    if (value === undefined) throw new UsageError(name, expected)
    return value
  }
  return {
    rpcUrl: read('AICHAIN_RPC_URL', 'an http(s) or ws(s) URL', parseUrl),
    privateKey: read('AICHAIN_PRIVATE_KEY', '0x and 64 digits', parseKey),
    deployment: read(
      'AICHAIN_DEPLOYMENT',
      'the path of a JSON file with chainId, consensus, modelRegistry and fromBlock',
      readDeployment,
    ),
    ipfsUrl: read('AICHAIN_IPFS_URL', "the URL of Kubo's RPC", parseUrl),
    models: read(
      'AICHAIN_MODELS',
      "'registered', or CIDs of manifests between commas",
      parseModels,
    ),
    stateFolder: read('AICHAIN_STATE', 'a folder', (text) => text || undefined),
    cacheBytes: environment.AICHAIN_CACHE_BYTES
      ? read('AICHAIN_CACHE_BYTES', 'a whole number of bytes', parseBytes)
      : undefined,
    owner: environment.AICHAIN_OWNER
      ? read('AICHAIN_OWNER', 'an address', parseAddress)
      : undefined,
  }
}

function parseUrl(text: string): string | undefined {
  return URL.canParse(text) && /^(http|ws)s?:/.test(text) ? text : undefined
}

function parseKey(text: string): Hex | undefined {
  return isHex(text) && size(text) === 32 ? text : undefined
}

function parseAddress(text: string): Address | undefined {
  return isAddress(text) ? text : undefined
}

function parseBytes(text: string): number | undefined {
  const bytes = Number(text)
  return /^\d+$/.test(text) && Number.isSafeInteger(bytes) ? bytes : undefined
}

function parseModels(text: string): Configuration['models'] | undefined {
  if (text === '' || text === 'registered') return 'registered'
  const models = text.split(',').map((part) => part.trim())
  return models.every(isRawCid) ? models : undefined
}

function readDeployment(path: string): Deployment | undefined {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8'))
    const { chainId, consensus, modelRegistry, fromBlock } = value
    if (!isAddress(consensus) || !isAddress(modelRegistry)) return undefined
    const block = BigInt(fromBlock)
    return {
      chainId: Number(chainId),
      consensus,
      modelRegistry,
      fromBlock: block,
    }
  } catch {
    // Missing, unreadable or no JSON: in each case it is not such a file.
    return undefined
  }
}
