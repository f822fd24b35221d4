import { InvalidArgumentError, type ProtocolParameters } from '@aichain/sdk'
import { InvalidParameterError } from '@aichain/sdk/errors'
import { chainError } from '@aichain/sdk/viem'

/** The protocol parameter that the contract's constructor refused, as an error. */
export function refusedParameter(
  error: unknown,
  parameters: ProtocolParameters,
): InvalidArgumentError | undefined {
  const known = chainError(error)
  if (!(known instanceof InvalidParameterError)) return undefined
  const { parameter } = known
  return new InvalidArgumentError({
    argument: `protocol.${parameter}`,
    expected: 'a value that fits the other parameters',
    actual: parameters[parameter as keyof ProtocolParameters],
  })
}
