/** Who speaks. */
export type Role = 'system' | 'user' | 'assistant'

/** One turn of the conversation. */
export type Message = {
  readonly role: Role
  readonly content: string
}

/**
 * What a task asks. Its canonical bytes are one raw IPFS block:
 * `{"maxNewTokens":64,"messages":[...],"type":"aichain/prompt/1"}`.
 */
export type Prompt = {
  readonly type: 'aichain/prompt/1'
  readonly messages: readonly Message[]
  /** At most this many tokens; the manifest's limit applies when absent or larger. */
  readonly maxNewTokens?: number
}
