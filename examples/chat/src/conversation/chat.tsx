import type { Quote } from '@aichain/sdk'
import { quorum } from '@aichain/sdk/core'
import { useEffect, useRef, useState } from 'preact/hooks'
import { ether } from '../format/ether.js'
import { Header } from '../interface/header.js'
import { networkName } from '../network/network.js'
import type { Session } from '../network/session.js'
import { AccountDialog } from '../wallet/account-dialog.js'
import { useFunds } from '../wallet/use-funds.js'
import { useWallets } from '../wallet/use-wallets.js'
import { announcementOf } from './announcement.js'
import { Composer } from './composer.js'
import { NewDialog } from './new-dialog.js'
import { Transcript } from './transcript.js'
import { useConversation } from './use-conversation.js'
import { useStopKey } from './use-stop-key.js'
import { Welcome } from './welcome.js'

/** The page, once there is a network. */
export function Chat({
  session,
  chainName,
  onNetwork,
}: {
  session: Session
  /** Tells this chain from an earlier one at the same address. */
  chainName: string
  onNetwork: () => void
}) {
  const { network } = session
  const wallets = useWallets(session)
  const address = wallets.current?.client.account.address
  const conversation = useConversation(session, wallets.current, chainName)
  const { turns, isRunning, ask, stop, quote } = conversation
  const funds = useFunds(session, address, isRunning)
  const [isAccountOpen, setAccountOpen] = useState(false)
  const [isNewOpen, setNewOpen] = useState(false)
  const [question, setQuestion] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)

  const stopAndReturn = () => {
    stop()
    field.current?.focus()
  }
  useStopKey(isRunning, stopAndReturn)
  useEffect(() => field.current?.focus(), [])

  const send = () => {
    if (address === undefined) return setAccountOpen(true)
    ask(question.trim())
    setQuestion('')
  }
  return (
    <>
      <Header
        networkName={networkName(network)}
        account={address && { address, balance: funds?.balance }}
        onNetwork={onNetwork}
        onAccount={() => setAccountOpen(true)}
        onNew={turns.length === 0 ? undefined : () => setNewOpen(true)}
      />
      <main id="main" tabIndex={-1}>
        {turns.length === 0 ? (
          <Welcome
            committee={network.committee}
            onPick={(picked) => {
              setQuestion(picked)
              field.current?.focus()
            }}
          />
        ) : (
          <Transcript
            conversation={conversation}
            session={session}
            account={address}
          />
        )}
        <Composer
          value={question}
          onInput={setQuestion}
          onSend={send}
          onStop={stopAndReturn}
          isRunning={isRunning}
          note={noteFor(session, quote)}
          field={field}
        />
        <p class="visually-hidden" role="status" aria-live="polite">
          {announcementOf(turns.at(-1))}
        </p>
      </main>
      {isAccountOpen && (
        <AccountDialog
          wallets={wallets}
          funds={funds}
          onWithdraw={conversation.withdraw}
          onClose={() => setAccountOpen(false)}
        />
      )}
      {isNewOpen && (
        <NewDialog
          onNew={conversation.clear}
          onClose={() => setNewOpen(false)}
        />
      )}
    </>
  )
}

function noteFor(
  { network: { committee } }: Session,
  quote: Quote | undefined,
): string {
  const agreement = `${quorum(committee)} of ${committee} nodes must agree, or the fee comes back`
  if (quote === undefined) return `${agreement}, less a small part.`
  const { fee, places, keptIfUndecided } = quote
  return `${ether(fee)} a question, drawn from ${places} places. ${agreement} but for at most ${ether(keptIfUndecided)}.`
}
