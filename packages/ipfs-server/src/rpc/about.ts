import { RequestError } from '../errors/request.js'
import { SERVER_NAME } from '../node/server-name.js'
import type { Command } from './command.js'

/** The release whose RPC this server is held against. */
export const KUBO_VERSION = '0.43.0'

/** Kubo's number for the layout of a repository; ours is another layout. */
const REPOSITORY_VERSION = '0'

/** Who the server is. It has no addresses, because it talks to no peers. */
export const id: Command = async ({ identity }, { query }) => {
  const [asked = identity.peerId] = query.args
  if (asked !== identity.peerId) {
    throw new RequestError('there are no other peers to ask about here')
  }
  return {
    type: 'json',
    value: {
      ID: identity.peerId,
      PublicKey: identity.publicKey,
      Addresses: null,
      AgentVersion: SERVER_NAME,
      Protocols: null,
    },
  }
}

/** The Kubo version that the commands follow. */
export const version: Command = async () => ({
  type: 'json',
  value: {
    Version: KUBO_VERSION,
    Commit: SERVER_NAME,
    Repo: REPOSITORY_VERSION,
    System: `${process.arch}/${process.platform}`,
    Golang: `not Go but Node.js ${process.version}`,
  },
})
