import { AichainError, definerOf } from '@aichain/base'

/**
 * Base of the errors that the contracts declare: one class for each Solidity
 * error, its fields the Solidity arguments under the same names. Nothing was
 * changed on-chain; if the call was only simulated, it cost nothing either.
 */
export abstract class ContractError extends AichainError {}

/** Like `defineError`, for a class that extends {@link ContractError}. */
export const defineContractError = /* @__PURE__ */ definerOf(ContractError)
