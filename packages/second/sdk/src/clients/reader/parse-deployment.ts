import { equalHex, InvalidArgumentError, isAddress } from '@aichain/base'
import { isObject } from '@aichain/base/check'
import type { Deployment } from '../../ports/chain.js'

/**
 * A deployment from JSON that nobody vouches for: a file of a server, a form, a
 * query string. Whole numbers may be numbers or text, in decimal or with `0x`;
 * other keys are left out. That the contracts are there, and which is which, is
 * found out when they are first used.
 *
 * @throws InvalidArgumentError - Names what is wrong, such as `deployment.consensus`.
 *
 * @example
 * ```ts
 * import { type Deployment, parseDeployment } from '@aichain/sdk'
 *
 * export async function load(url: string): Promise<Deployment> {
 *   return parseDeployment(await (await fetch(url)).json())
 * }
 * ```
 */
export function parseDeployment(json: unknown): Deployment {
  if (!isObject(json)) refuse('deployment', 'an object', json)
  const { chainId, consensus, modelRegistry, fromBlock } = json
  const id = wholeNumber('chainId', chainId)
  if (id < 1n || id > BigInt(Number.MAX_SAFE_INTEGER)) {
    refuse('deployment.chainId', 'the number of a chain', chainId)
  }
  const addresses = {
    consensus: address('consensus', consensus),
    modelRegistry: address('modelRegistry', modelRegistry),
  }
  if (equalHex(addresses.consensus, addresses.modelRegistry)) {
    const expected = 'another address than that of consensus'
    refuse('deployment.modelRegistry', expected, modelRegistry)
  }
  const first = wholeNumber('fromBlock', fromBlock)
  return { chainId: Number(id), ...addresses, fromBlock: first }
}

function address(name: string, value: unknown) {
  if (isAddress(value)) return value
  const expected = 'an address: 20 bytes in hexadecimal'
  return refuse(`deployment.${name}`, expected, value)
}

function wholeNumber(name: string, value: unknown): bigint {
  if (typeof value === 'bigint' && value >= 0n) return value
  if (Number.isSafeInteger(value) && Number(value) >= 0) {
    return BigInt(value as number)
  }
  const isText = typeof value === 'string'
  if (isText && /^(?:\d{1,78}|0x[0-9a-f]{1,64})$/i.test(value)) {
    return BigInt(value)
  }
  return refuse(`deployment.${name}`, 'a whole number, 0 or more', value)
}

function refuse(argument: string, expected: string, actual: unknown): never {
  throw new InvalidArgumentError({ argument, expected, actual })
}
