import { readFileSync } from 'node:fs'
import type { Address, Cid, Deployment, PriceClass } from '@aichain/sdk'
import { isAddress, isRawCid } from '@aichain/sdk/core'
import { type Hex, isHex, size } from 'viem'
import { UsageError } from './usage-error.js'

/** What the service is told by its environment. */
export type Configuration = {
  readonly rpcUrl: string
  readonly privateKey: Hex
  readonly deployment: Deployment
  readonly ipfsUrl: string
  /** The one that the seat serves. */
  readonly model: Cid
  /** What it asks for: class c is drawn for tasks that pay 4^c of the least. */
  readonly priceClass: PriceClass
  /** Servers of drand; others bring the beacon's rounds if absent. */
  readonly drandUrls: readonly string[] | undefined
  /** Wei that one appeal may take; the SDK's own default if absent. */
  readonly appealLimit: bigint | 'never' | undefined
  readonly stateFolder: string
  /** What models may take of the disk; the SDK's own default if absent. */
  readonly cacheBytes: number | undefined
  /** Gets bond and rewards; the key's own address if absent. */
  readonly owner: Address | undefined
}

const priceClasses: readonly PriceClass[] = [0, 1, 2, 3]

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
    model: read('AICHAIN_MODEL', 'the CID of a manifest', parseModel),
    priceClass: environment.AICHAIN_PRICE_CLASS
      ? read('AICHAIN_PRICE_CLASS', 'a class from 0 to 3', parseClass)
      : 0,
    drandUrls: environment.AICHAIN_DRAND_URLS
      ? read('AICHAIN_DRAND_URLS', 'http(s) URLs between commas', parseUrls)
      : undefined,
    appealLimit: environment.AICHAIN_APPEAL_LIMIT
      ? read('AICHAIN_APPEAL_LIMIT', "wei above 0, or 'never'", parseLimit)
      : undefined,
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

function parseModel(text: string): Cid | undefined {
  return isRawCid(text) ? text : undefined
}

function parseClass(text: string): PriceClass | undefined {
  return priceClasses.find((each) => String(each) === text)
}

function parseUrls(text: string): readonly string[] | undefined {
  const urls = text.split(',').map((part) => part.trim())
  const areAll = urls.every((url) => URL.canParse(url) && /^https?:/.test(url))
  return areAll ? urls : undefined
}

function parseLimit(text: string): bigint | 'never' | undefined {
  if (text === 'never') return 'never'
  return /^[1-9]\d*$/.test(text) ? BigInt(text) : undefined
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
