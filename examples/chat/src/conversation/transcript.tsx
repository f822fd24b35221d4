import type { Address } from '@aichain/sdk'
import { equalHex } from '@aichain/sdk/core'
import { useEffect, useRef } from 'preact/hooks'
import type { Session } from '../network/session.js'
import type { Turn } from './turn.js'
import { type TurnActions, TurnView } from './turn-view.js'
import type { Conversation } from './use-conversation.js'

/** The conversation so far, the latest turn kept in view. */
export function Transcript({
  conversation,
  session,
  account,
}: {
  conversation: Conversation
  session: Session
  account: Address | undefined
}) {
  const { turns } = conversation
  const list = useRef<HTMLOListElement>(null)
  const latest = turns.at(-1)
  const occasion = `${latest?.id} ${latest?.outcome.type}`
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' })
  }, [occasion])
  return (
    <>
      <h1 class="visually-hidden">Conversation</h1>
      <ol class="transcript" ref={list} aria-label="Conversation">
        {turns.map((turn) => (
          <TurnView
            key={turn.id}
            turn={turn}
            session={session}
            actions={actionsFor(conversation, turn, account)}
          />
        ))}
      </ol>
    </>
  )
}

function actionsFor(
  { turns, isRunning, retry, resume, withdraw }: Conversation,
  turn: Turn,
  account: Address | undefined,
): TurnActions {
  const isLast = turn === turns.at(-1)
  const isPayer = account !== undefined && equalHex(account, turn.account)
  return {
    retry: isLast && account !== undefined ? retry : undefined,
    resume: isRunning ? undefined : resume,
    withdraw: isPayer ? withdraw : undefined,
  }
}
