import { type Cid, digestFromCid } from '@aichain/sdk/core'
import { fingerprint } from './fingerprint.js'

/** The picture of an output: equal outputs look equal. */
export function FingerprintPicture({ output }: { output: Cid }) {
  const cells = fingerprint(digestFromCid(output))
  const path = cells.map(({ x, y }) => `M${x} ${y}h1v1h-1z`).join('')
  return (
    <svg
      class="fingerprint"
      viewBox="0 0 5 5"
      shape-rendering="crispEdges"
      aria-hidden="true"
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}
