import { quorum } from '@aichain/sdk/core'
import { useId, useState } from 'preact/hooks'
import { duration } from '../format/duration.js'
import { ether } from '../format/ether.js'
import { Icon } from '../interface/icon.js'
import type { Session } from '../network/session.js'
import { feePaid } from '../proof/fee-paid.js'
import { FingerprintPicture } from '../proof/fingerprint-picture.js'
import { ProofPanel } from '../proof/proof-panel.js'
import { useBlocks } from '../proof/use-blocks.js'
import { useReceipt } from '../proof/use-receipt.js'
import {
  isRefuted,
  type Standing,
  standingSentence,
  standingWords,
} from './standing.js'
import type { Agreement, Turn } from './turn.js'

/** The agreed text, the line that says how it was agreed, and the proof. */
export function AnswerView({
  turn,
  answer,
  standing,
  session,
}: {
  turn: Turn
  answer: Agreement
  standing: Standing
  session: Session
}) {
  const [isOpen, setOpen] = useState(false)
  const proofId = useId()
  return (
    <div class="answer">
      {isRefuted(standing) && (
        <p class="refuted">{standingSentence(standing, answer.receipt)}</p>
      )}
      <AnswerText answer={answer} />
      <div class="verdict-line">
        <VerdictSeats answer={answer} />
        <p>
          <strong>{verdictOf(answer)}</strong>
          <span class="dim">{factsOf(turn, answer, standing)}</span>
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
        {isOpen && (
          <OpenProof
            turn={turn}
            answer={answer}
            standing={standing}
            session={session}
          />
        )}
      </div>
    </div>
  )
}

function AnswerText({ answer: { output, text } }: { answer: Agreement }) {
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

function VerdictSeats({ answer: { receipt } }: { answer: Agreement }) {
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

function verdictOf({ receipt: { members } }: Agreement): string {
  const agreeing = members.filter(({ vote }) => vote === 'agreed').length
  return `${agreeing} of ${members.length} agreed`
}

function factsOf(
  turn: Turn,
  { receipt }: Agreement,
  standing: Standing,
): string {
  const facts = [`${quorum(receipt.members.length)} needed`]
  const { agreed } = turn.times
  if (agreed !== undefined) facts.push(duration(agreed - turn.askedAt))
  facts.push(ether(feePaid(receipt)))
  const words = standingWords(standing)
  if (words !== undefined) facts.push(words)
  return facts.join(' · ')
}

function OpenProof({
  turn,
  answer: { text, receipt: first },
  standing,
  session,
}: {
  turn: Turn
  answer: Agreement
  standing: Standing
  session: Session
}) {
  const receipt = useReceipt(first, session.reader)
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
      standing={standing}
      gatewayUrl={session.network.gatewayUrl}
      blocks={blocks}
    />
  )
}
