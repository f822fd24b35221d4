import { feeOf } from '@aichain/sdk/core'
import type { Devnet } from '../network/devnet.js'

/**
 * What the chat page learns from `/devnet.json`. Whole numbers that may be
 * large are decimal strings.
 */
export function describeNetwork(devnet: Devnet) {
  const { deployment, ipfs, committee, parameters } = devnet
  // Every place asks the least; the block of a task draws its committee.
  const share = parameters.minimumShare
  const fee = feeOf({ committeeSize: committee, share, roundTip: 0n })
  const [, faucet] = devnet.accounts
  return {
    rpcUrl: devnet.rpcUrl,
    wsUrl: devnet.wsUrl,
    chainId: devnet.chainId,
    deployment: {
      ...deployment,
      fromBlock: deployment.fromBlock.toString(),
    },
    gatewayUrl: ipfs.gatewayUrl,
    ipfsRpcUrl: ipfs.rpcUrl,
    model: devnet.model,
    models: devnet.models,
    committee,
    fee: fee.toString(),
    /** An account with a public test key and play money, to fill new ones from. */
    burner: { faucet },
  }
}
