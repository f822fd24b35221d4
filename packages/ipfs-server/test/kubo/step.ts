import type { KuboRPCClient } from 'kubo-rpc-client'

/** CIDs of what was stored before the first step, by name. */
export type Prepared = Readonly<
  Record<
    | 'hello'
    | 'object'
    | 'pets'
    | 'catText'
    | 'json'
    | 'large'
    | 'tree'
    | 'many',
    string
  >
>

/** Where a step asks. */
export type StepContext = {
  readonly client: KuboRPCClient
  readonly rpcUrl: string
  readonly gatewayUrl: string
  readonly at: Prepared
}

/** A question; the answer is compared as JSON, a failure as what it says. */
export type Step = (context: StepContext) => unknown

export type Steps = Readonly<Record<string, Step>>

/** A text with `{name}` replaced by the CID of that name. */
export function filled(text: string, at: Prepared): string {
  return text.replace(/\{(\w+)\}/g, (_, name) => at[name as keyof Prepared])
}
