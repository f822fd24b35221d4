import { type Hex, quorum } from '@aichain/sdk/core'
import { useState } from 'preact/hooks'
import { ether } from '../format/ether.js'
import { Copyable } from '../interface/copyable.js'
import { Icon } from '../interface/icon.js'
import { CommitteeView } from './committee-view.js'
import { type Failure, failureOf } from './failure.js'
import { FailureText } from './failure-text.js'
import { Notice } from './notice.js'
import type { Outcome, Turn } from './turn.js'
import type { TurnActions } from './turn-view.js'

type Refund = Extract<Outcome, { type: 'refunded' }>

/** No agreement: the fee is the asker's again, and can be taken out. */
export function RefundView({
  turn,
  refund,
  actions,
}: {
  turn: Turn
  refund: Refund
  actions: TurnActions
}) {
  return (
    <Notice tone="refund" icon="retry" title={titles[refund.reason]}>
      {turn.votes.length > 0 && (
        <CommitteeView size={turn.committee} votes={turn.votes} isOver />
      )}
      <p>{explanation(turn, refund)}</p>
      <div class="notice-actions">
        <Withdrawal
          turn={turn}
          done={refund.withdrawal}
          withdraw={actions.withdraw}
        />
        {actions.retry && (
          <button
            type="button"
            class="button"
            onClick={() => actions.retry?.(turn)}
          >
            <Icon name="retry" size={18} />
            Ask again
          </button>
        )}
      </div>
    </Notice>
  )
}

const titles: Readonly<Record<Refund['reason'], string>> = {
  'below-quorum': 'The nodes did not agree',
  unavailable: 'The nodes could not fetch the question',
  'no-votes': 'No node answered',
  'not-drawn': 'There were too few nodes',
}

function explanation(turn: Turn, { amount, kept, reason }: Refund): string {
  const credit =
    kept === 0n
      ? `The contract credits you ${ether(amount)}.`
      : `The contract credits you ${ether(amount)}; ${ether(kept)} are kept, because nodes worked.`
  switch (reason) {
    case 'below-quorum':
      return `Fewer than ${quorum(turn.committee)} of ${turn.committee} gave the same answer, so there is none. ${credit}`
    case 'unavailable':
      return `The committee agreed that the prompt was not to be had from IPFS. Check that the IPFS server is reachable, then ask again. ${credit}`
    case 'no-votes':
      return `The committee was drawn, and none of its nodes voted in time. ${credit}`
    case 'not-drawn':
      return `No committee of ${turn.committee} could be drawn in time. ${credit}`
  }
}

function Withdrawal({
  turn,
  done,
  withdraw,
}: {
  turn: Turn
  done: Hex | undefined
  withdraw: TurnActions['withdraw']
}) {
  const [state, setState] = useState<'idle' | 'sending' | Failure>('idle')
  if (done !== undefined) {
    return (
      <p>
        Withdrawn in <Copyable value={done} name="the withdrawal" />
      </p>
    )
  }
  if (withdraw === undefined) {
    const payer = <Copyable value={turn.account} name="the address" />
    return <p>To withdraw it, connect {payer}, which paid.</p>
  }
  const send = async () => {
    setState('sending')
    try {
      await withdraw()
    } catch (error) {
      setState(failureOf(error))
    }
  }
  return (
    <>
      <button
        type="button"
        class="button primary"
        disabled={state === 'sending'}
        onClick={send}
      >
        <Icon name="wallet" size={18} />
        {state === 'sending' ? 'Withdrawing…' : 'Withdraw the refund'}
      </button>
      {typeof state === 'object' && <FailureText failure={state} />}
    </>
  )
}
