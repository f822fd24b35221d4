import type { Devnet } from '../network/devnet.js'

/**
 * What the chat page learns from `/devnet.json`; what a question costs it reads
 * from the chain. Whole numbers that may be large are decimal strings.
 */
export function describeNetwork(devnet: Devnet) {
  const { deployment, ipfs, committee } = devnet
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
    /** An account with a public test key and play money, to fill new ones from. */
    burner: { faucet },
  }
}
