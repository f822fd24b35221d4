import type { Quote } from '@aichain/sdk'
import type { ComponentChildren } from 'preact'
import { ether } from '../format/ether.js'
import { Copyable } from '../interface/copyable.js'
import { Dialog } from '../interface/dialog.js'
import type { Fields } from './load-network.js'
import { networkName } from './network.js'
import { fieldsOf, NetworkForm } from './network-form.js'
import type { Session } from './session.js'
import { useQuote } from './use-quote.js'

/** What the page talks to, and how to make it talk to something else. */
export function NetworkDialog({
  session,
  isChosen,
  onChoose,
  onClose,
}: {
  session: Session
  /** Chosen by hand, rather than served with the page. */
  isChosen: boolean
  /** `undefined` goes back to the one served with the page. */
  onChoose: (fields: Fields | undefined) => void
  onClose: () => void
}) {
  const { network } = session
  const { deployment, model, rpcUrl, gatewayUrl } = network
  const quote = useQuote(session, undefined)
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
          {quote && <Fact name="Places">{placesIn(quote)}</Fact>}
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

/** What each price reaches, as far as it reaches more than the one below. */
function placesIn({ prices, committeeSize }: Quote): string {
  const reached = prices.filter(
    ({ places }, index) => places > (prices[index - 1]?.places ?? 0),
  )
  return reached
    .map(({ places, fee }) => `${places} for ${ether(fee)}`)
    .join(', ')
    .concat(` a question to ${committeeSize}`)
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
