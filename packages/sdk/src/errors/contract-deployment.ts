import { type Hex, hexToBytes } from '@aichain/base'
import { type Caused, ContractError } from './contract-error.js'

/**
 * A deployment was refused: one of its parameters makes no sense.
 *
 * `parameter` names it. Why: a window of no length, an unbonding period shorter
 * than a task can live, a fee floor above what a lie costs, or a protocol fee
 * above its cap. Correct the parameter and deploy again.
 */
export class InvalidParameterError extends ContractError {
  readonly code = 'invalid-parameter'
  /** The Solidity argument `name`, a word errors use for themselves, as text. */
  readonly parameter: string

  /** @param parameters - `name` is 32 bytes: ASCII, then zeros. */
  constructor(parameters: { readonly name: Hex } & Caused) {
    const { name, cause } = parameters
    const parameter = new TextDecoder()
      .decode(hexToBytes(name))
      .replace(/\0+$/, '')
    super({
      shortMessage: 'A parameter of the deployment makes no sense.',
      remedy: 'Correct the parameter and deploy again.',
      facts: [`parameter: ${parameter}`],
      cause,
    })
    this.parameter = parameter
  }
}
