import type { Part } from '../http/multipart.js'
import type { Query } from '../http/query.js'
import type { Reply } from '../http/reply.js'
import type { IpfsNode } from '../node/open-node.js'

/** A request as a command sees it. */
export type CommandRequest = {
  readonly query: Query
  /** The files of the body, as they arrive. */
  readonly parts: () => AsyncGenerator<Part, void, void>
}

/** One command of the RPC, such as `block/get`. */
export type Command = (
  node: IpfsNode,
  request: CommandRequest,
) => Promise<Reply>
