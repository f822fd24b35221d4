/**
 * Solidity errors whose amounts the contracts tell in units: each of their
 * arguments of type `uint256`. In the SDK they are wei, as everywhere.
 */
export const unitErrors: readonly string[] = [
  'CreditTooLow',
  'BalanceTooLow',
  'BalanceTooHigh',
  'ShareTooLow',
  'ShareTooHigh',
  'TipWithoutRound',
  'AllowanceExceeded',
  'TipTooHigh',
]
