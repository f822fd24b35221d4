import { quorum } from '@aichain/sdk/core'
import { useId, useState } from 'preact/hooks'
import { duration } from '../format/duration.js'
import { ether } from '../format/ether.js'
import { Icon } from '../interface/icon.js'
import type { Session } from '../network/session.js'
import { FingerprintPicture } from '../proof/fingerprint-picture.js'
import { ProofPanel } from '../proof/proof-panel.js'
import { useBlocks } from '../proof/use-blocks.js'
import type { Turn, Verdict } from './turn.js'

/** The agreed text, the line that says how it was agreed, and the proof. */
export function AnswerView({
  turn,
  answer,
  session,
}: {
  turn: Turn
  answer: Verdict
  session: Session
}) {
  const [isOpen, setOpen] = useState(false)
  const proofId = useId()
  return (
    <div class="answer">
      <AnswerText answer={answer} />
      <div class="verdict-line">
        <VerdictSeats answer={answer} />
        <p>
          <strong>{verdictOf(answer)}</strong>
          <span class="dim">{factsOf(turn, answer)}</span>
        </p>
        <button
          type="button"
          class="button"
          aria-expanded={isOpen}
          aria-controls={proofId}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="shield" size={18} />
          Proof
          <Icon name="chevron" size={16} />
        </button>
      </div>
      <div id={proofId} hidden={!isOpen}>
        {isOpen && <OpenProof turn={turn} answer={answer} session={session} />}
      </div>
    </div>
  )
}

function AnswerText({ answer: { output, text } }: { answer: Verdict }) {
  if (output.finishReason === 'error') {
    return <p class="answer-text refusal">{refusals[output.error]}</p>
  }
  return (
    <>
      <p class="answer-text">{text === '' ? '(The answer is empty.)' : text}</p>
      {output.finishReason === 'length' && (
        <p class="dim cut">Cut off at the model’s limit of tokens.</p>
      )}
    </>
  )
}

const refusals = {
  'prompt-malformed':
    'The nodes agreed that they cannot read this conversation. Start a new one.',
  'prompt-too-long':
    'The nodes agreed that this conversation is longer than the model can read. Start a new one, or ask something shorter.',
  'non-finite-logits':
    'The nodes agreed that the model fails on this conversation. Put the question in other words.',
} as const

function VerdictSeats({ answer: { receipt } }: { answer: Verdict }) {
  return (
    <span class="verdict-seats" aria-hidden="true">
      {receipt.members.map(({ member, vote, output }) => (
        <span key={member} class={`disc small ${vote}`}>
          {output && <FingerprintPicture output={output} />}
        </span>
      ))}
    </span>
  )
}

function verdictOf({ receipt }: Verdict): string {
  const { members, committeeSize } = receipt
  const agreeing = members.filter(({ vote }) => vote === 'agreed').length
  return `${agreeing} of ${committeeSize} agreed`
}

function factsOf(turn: Turn, { receipt }: Verdict): string {
  const facts = [`${quorum(receipt.committeeSize)} needed`]
  const { agreed } = turn.times
  if (agreed !== undefined) facts.push(duration(agreed - turn.askedAt))
  facts.push(ether(BigInt(receipt.fee)))
  return facts.join(' · ')
}

function OpenProof({
  turn,
  answer: { text, receipt },
  session,
}: {
  turn: Turn
  answer: Verdict
  session: Session
}) {
  const blocks = useBlocks(receipt, session.chain)
  const claim = {
    question: turn.question,
    text,
    receipt,
    content: session.content,
    reader: session.reader,
  }
  return (
    <ProofPanel
      claim={claim}
      gatewayUrl={session.network.gatewayUrl}
      blocks={blocks}
    />
  )
}
