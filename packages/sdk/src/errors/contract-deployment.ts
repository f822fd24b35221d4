import { type Caused, type Hex, hexToBytes } from '@aichain/base'
import { defineContractError } from './contract-error.js'

/**
 * A deployment was refused: one of its parameters makes no sense.
 *
 * `parameter` names it. Why: a window of no length, an unbonding period shorter
 * than a task can live, a fee floor above what a lie costs, or a protocol fee
 * above its cap. Correct the parameter and deploy again.
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

function textOf(name: Hex): string {
  return new TextDecoder().decode(hexToBytes(name)).replace(/\0+$/, '')
}
