import { type Address, type Caused, type Hex, hexToBytes } from '@aichain/base'
import { defineContractError } from './contract-error.js'

/**
 * A deployment was refused: one of its parameters makes no sense, or is not
 * safe beside the others.
 *
 * `parameter` names it. Why: a window of no length, an epoch or an unbonding
 * period shorter than a task can live, prices above what a lie costs, a
 * protocol fee above its cap, or a beacon that is none. Correct the parameter
 * and deploy again.
 */
export class InvalidParameterError extends /* @__PURE__ */ defineContractError<{
  /** The Solidity argument `name`, a word errors use for themselves, as text. */
  readonly parameter: string
}>()({
  code: 'invalid-parameter',
  message: 'A parameter of the deployment makes no sense.',
  remedy: 'Correct the parameter and deploy again.',
}) {
  /** @param parameters - `name` is 32 bytes: ASCII, then zeros. */
  constructor({ name, cause }: { readonly name: Hex } & Caused) {
    super({ parameter: textOf(name), cause })
  }
}

/**
 * A deployment was refused: one of its parts was deployed with other
 * parameters, or is no part.
 *
 * The parts run on the contract's storage, so all must have been deployed with
 * the very same parameters. Deploy `part` again with them.
 */
export class ForeignPartError extends /* @__PURE__ */ defineContractError<{
  readonly part: Address
}>()({
  code: 'foreign-part',
  message: 'A part of the deployment has other parameters.',
  remedy: 'Deploy the part again, with the same parameters.',
}) {}

/**
 * The contract has no such function, or money came without a call.
 *
 * Why: the deployment is of another edition than this SDK, or somebody sent the
 * chain's currency to the contract. Check the deployment; to pay for signed
 * orders, use `Chain.deposit`.
 */
export class UnknownFunctionError extends /* @__PURE__ */ defineContractError<{
  /** Four bytes; zero where there was no call. */
  readonly selector: Hex
}>()({
  code: 'unknown-function',
  message: 'The contract has no such function.',
  remedy: 'Check that deployment and SDK are of the same edition.',
}) {}

function textOf(name: Hex): string {
  return new TextDecoder().decode(hexToBytes(name)).replace(/\0+$/, '')
}
