import type { ComponentChildren } from 'preact'
import { Copyable } from '../interface/copyable.js'
import { Dialog } from '../interface/dialog.js'
import type { Fields } from './load-network.js'
import { type Network, networkName } from './network.js'
import { fieldsOf, NetworkForm } from './network-form.js'

/** What the page talks to, and how to make it talk to something else. */
export function NetworkDialog({
  network,
  isChosen,
  onChoose,
  onClose,
}: {
  network: Network
  /** Chosen by hand, rather than served with the page. */
  isChosen: boolean
  /** `undefined` goes back to the one served with the page. */
  onChoose: (fields: Fields | undefined) => void
  onClose: () => void
}) {
  const { deployment, model, rpcUrl, gatewayUrl } = network
  return (
    <Dialog title={networkName(network)} onClose={onClose}>
      <div class="stack">
        <dl class="facts">
          <Fact name="Chain">
            {deployment.chainId} at {rpcUrl}
          </Fact>
          <Fact name="Contract">
            <Copyable
              value={deployment.consensus}
              name="the contract address"
            />
          </Fact>
          <Fact name="Model">
            <Copyable value={model} name="the model CID" />
          </Fact>
          <Fact name="IPFS gateway">{gatewayUrl}</Fact>
        </dl>
        {isChosen && (
          <div class="row">
            <button
              type="button"
              class="button"
              onClick={() => onChoose(undefined)}
            >
              Back to this site’s own network
            </button>
          </div>
        )}
        <details>
          <summary>Use another network</summary>
          <NetworkForm initial={fieldsOf(network)} onChoose={onChoose} />
        </details>
      </div>
    </Dialog>
  )
}

function Fact({
  name,
  children,
}: {
  name: string
  children: ComponentChildren
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
