import type { Cid, Receipt } from '@aichain/sdk/core'
import { Copyable } from '../interface/copyable.js'

/** What was computed on, with what, and what came out: each by its CID. */
export function ContentList({
  receipt,
  gatewayUrl,
}: {
  receipt: Receipt
  gatewayUrl: string
}) {
  const entries: [name: string, cid: Cid][] = [
    ['Prompt', receipt.order.prompt],
    ['Model', receipt.order.model],
    ['Output', receipt.output],
  ]
  return (
    <dl class="facts">
      {entries.map(([name, cid]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Copyable
              value={cid}
              name={`${name.toLowerCase()} CID`}
              href={gatewayLink(gatewayUrl, cid)}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Where a gateway serves the bytes of `cid` as they are. */
export function gatewayLink(gatewayUrl: string, cid: Cid): string {
  return new URL(`ipfs/${cid}?format=raw`, withSlash(gatewayUrl)).href
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}
