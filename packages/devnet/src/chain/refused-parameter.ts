import { InvalidArgumentError, type ProtocolParameters } from '@aichain/sdk'
import { consensusAbi } from '@aichain/sdk/abi'
import { BaseError, decodeErrorResult, type Hex, hexToString } from 'viem'

/** The protocol parameter that the contract's constructor refused, as an error. */
export function refusedParameter(
  error: unknown,
  parameters: ProtocolParameters,
): InvalidArgumentError | undefined {
  const data = revertData(error)
  if (data === undefined) return undefined
  const { errorName, args } = decodeErrorResult({ abi: consensusAbi, data })
  if (errorName !== 'InvalidParameter') return undefined
  const name = hexToString(args[0], { size: 32 })
  return new InvalidArgumentError({
    argument: `protocol.${name}`,
    expected: 'a value that fits the other parameters',
    actual: parameters[name as keyof ProtocolParameters],
  })
}

function revertData(error: unknown): Hex | undefined {
  if (!(error instanceof BaseError)) return undefined
  const dataOf = (each: unknown) => (each as { data?: unknown }).data
  const cause = error.walk((each) => /^0x[0-9a-f]{8}/.test(`${dataOf(each)}`))
  return cause ? (dataOf(cause) as Hex) : undefined
}
