import { equalHex, InvalidArgumentError } from '@aichain/base'
import { isAddress } from 'viem'
import type { Deployment } from '../../ports/chain.js'

/**
 * Refuses a deployment that cannot be one, before anything is asked of a chain
 * that would answer in words of its own.
 *
 * Errors: `InvalidArgumentError`, which names the field.
 */
export function checkDeployment(deployment: Deployment): void {
  const { chainId, consensus, modelRegistry, fromBlock } = deployment
  if (!Number.isSafeInteger(chainId) || chainId < 1)
    refuse('chainId', 'the number of a chain', chainId)
  for (const name of ['consensus', 'modelRegistry'] as const)
    checkAddress(name, deployment[name])
  if (equalHex(consensus, modelRegistry)) {
    const expected = 'another contract than deployment.consensus'
    refuse('modelRegistry', expected, modelRegistry)
  }
  if (typeof fromBlock !== 'bigint' || fromBlock < 0n)
    refuse('fromBlock', 'a block number as a bigint, such as 0n', fromBlock)
}

function checkAddress(name: string, value: unknown): void {
  const isText = typeof value === 'string'
  // viem refuses a wrong checksum later, in words about the call.
  if (!isText || !isAddress(value)) {
    const isMistyped = isText && isAddress(value, { strict: false })
    const expected = isMistyped
      ? 'an address whose capital letters fit its checksum (EIP-55), or one without any'
      : 'an address: 0x and 40 hexadecimal digits'
    refuse(name, expected, value)
  } else if (BigInt(value) === 0n)
    refuse(name, 'the address of a contract', value)
}

function refuse(field: string, expected: string, actual: unknown): never {
  const argument = `deployment.${field}`
  throw new InvalidArgumentError({ argument, expected, actual })
}
