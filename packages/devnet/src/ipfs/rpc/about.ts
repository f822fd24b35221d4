import type { Command } from './command.js'

/** The release whose RPC this server is held against. */
export const KUBO_VERSION = '0.43.0'

/** Kubo's number for the layout of a repository; ours is another layout. */
const REPOSITORY_VERSION = '0'

/** Who the server is. It has no addresses, because it talks to no peers. */
export const id: Command = async ({ identity }) => ({
  type: 'json',
  value: {
    ID: identity.peerId,
    PublicKey: identity.publicKey,
    Addresses: null,
    AgentVersion: 'aichain-devnet',
    Protocols: null,
  },
})

/** The Kubo version that the commands follow. */
export const version: Command = async () => ({
  type: 'json',
  value: {
    Version: KUBO_VERSION,
    Commit: 'aichain-devnet',
    Repo: REPOSITORY_VERSION,
    System: `${process.arch}/${process.platform}`,
    Golang: `not Go but Node.js ${process.version}`,
  },
})
