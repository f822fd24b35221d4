/** What OpenZeppelin's SafeERC20 says of a token, which the contracts' interfaces do not declare. */
export const assetErrorsAbi = [
  {
    inputs: [{ internalType: 'address', name: 'token', type: 'address' }],
    name: 'SafeERC20FailedOperation',
    type: 'error',
  },
] as const
