import { useMemo, useState } from 'preact/hooks'
import { Chat } from './conversation/chat.js'
import { FailureText } from './conversation/failure-text.js'
import { type Fields, hasChosen } from './network/load-network.js'
import type { Network } from './network/network.js'
import { NetworkDialog } from './network/network-dialog.js'
import { fieldsOf, NetworkForm } from './network/network-form.js'
import { openSession } from './network/session.js'
import { Setup } from './network/setup.js'
import { useChainName } from './network/use-chain-name.js'
import { useNetwork } from './network/use-network.js'

/** Finds a network, then chats over it. */
export function App() {
  const { found, choose } = useNetwork()
  switch (found?.type) {
    case undefined:
      return <Setup title="Looking for a network" />
    case 'starting':
      return (
        <Setup title="The network is starting">
          <p>This page goes on by itself as soon as it is up.</p>
        </Setup>
      )
    case 'ready':
      return <Connected network={found.network} onChoose={choose} />
    case 'proposed':
      return (
        <Setup title="This link proposes a network">
          <p>
            Go on only if you trust whoever gave it to you: your wallet will pay
            the contract named here.
          </p>
          <NetworkForm initial={found.fields} onChoose={choose} />
        </Setup>
      )
    case 'absent':
      return (
        <Setup title="There is no network yet">
          <p>
            {found.reason} Run <code>npm start</code> in the repository and open
            the address that it prints, or describe a network here.
          </p>
          <NetworkForm initial={{}} onChoose={choose} />
        </Setup>
      )
  }
}

function Connected({
  network,
  onChoose,
}: {
  network: Network
  onChoose: (fields: Fields | undefined) => void
}) {
  const session = useMemo(() => openSession(network), [network])
  const chain = useChainName(session)
  const [isOpen, setOpen] = useState(false)
  switch (chain.type) {
    case 'asking':
      return <Setup title="Connecting to the chain" />
    case 'unknown':
      return (
        <Setup title="The chain cannot be used">
          <FailureText failure={chain.failure} />
          <div class="row">
            <button type="button" class="button primary" onClick={chain.retry}>
              Try again
            </button>
          </div>
          <details>
            <summary>Use another network</summary>
            <NetworkForm initial={fieldsOf(network)} onChoose={onChoose} />
          </details>
        </Setup>
      )
    case 'known':
      return (
        <>
          <Chat
            key={chain.name}
            session={session}
            chainName={chain.name}
            onNetwork={() => setOpen(true)}
          />
          {isOpen && (
            <NetworkDialog
              session={session}
              isChosen={hasChosen()}
              onChoose={(fields) => {
                setOpen(false)
                onChoose(fields)
              }}
              onClose={() => setOpen(false)}
            />
          )}
        </>
      )
  }
}
