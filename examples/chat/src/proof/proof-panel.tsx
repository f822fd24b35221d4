import type { Receipt } from '@aichain/sdk/core'
import { quorum } from '@aichain/sdk/core'
import { type Standing, standingSentence } from '../conversation/standing.js'
import { Copyable } from '../interface/copyable.js'
import { Icon } from '../interface/icon.js'
import { ContentList } from './content-list.js'
import { downloadReceipt } from './download-receipt.js'
import { MoneyList } from './money-list.js'
import { OddsView } from './odds-view.js'
import { type Blocks, TransactionsTable } from './transactions-table.js'
import { Verification } from './verification.js'
import type { Claim } from './verify-again.js'
import { VotesTable } from './votes-table.js'

/** Everything behind one answer. */
export function ProofPanel({
  claim,
  standing,
  gatewayUrl,
  blocks,
}: {
  claim: Claim
  standing: Standing
  gatewayUrl: string
  blocks: Blocks
}) {
  const { receipt } = claim
  const needed = quorum(receipt.members.length)
  return (
    <div class="proof">
      <section>
        <h3>Votes</h3>
        <p class="proof-lead">{verdictSentence(receipt, needed)}</p>
        <VotesTable members={receipt.members} />
      </section>
      <section>
        <h3>How sure is that?</h3>
        <OddsView size={receipt.members.length} quorum={needed} />
      </section>
      <section>
        <h3>Can it change?</h3>
        <p class="proof-lead">
          {standingSentence(standing, receipt)}
          <AppealNote standing={standing} />
        </p>
      </section>
      <div class="proof-pair">
        <section>
          <h3>Money</h3>
          <MoneyList receipt={receipt} />
        </section>
        <section>
          <h3>Content on IPFS</h3>
          <ContentList receipt={receipt} gatewayUrl={gatewayUrl} />
        </section>
      </div>
      <section>
        <h3>Transactions</h3>
        <p class="proof-lead">
          Task <Copyable value={receipt.task} name="task id" /> on chain{' '}
          {receipt.chainId}, contract{' '}
          <Copyable value={receipt.consensus} name="contract address" />
        </p>
        <TransactionsTable receipt={receipt} blocks={blocks} />
      </section>
      <section>
        <h3>Check it yourself</h3>
        <div class="proof-actions">
          <Verification claim={claim} />
          <button
            type="button"
            class="button"
            onClick={() => downloadReceipt(receipt)}
          >
            <Icon name="download" size={18} />
            Download the receipt
          </button>
        </div>
      </section>
    </div>
  )
}

/** Which task decides, or decided, whether the answer is right. */
function AppealNote({ standing }: { standing: Standing }) {
  if (standing.type !== 'appealed' && standing.type !== 'overturned')
    return null
  return (
    <>
      {' '}
      Appeal <Copyable value={standing.appeal} name="task id of the appeal" />
    </>
  )
}

function verdictSentence(receipt: Receipt, needed: number): string {
  const agreeing = receipt.members.filter(
    ({ vote }) => vote === 'agreed',
  ).length
  return `${agreeing} of ${receipt.members.length} gave the same bytes; ${needed} were needed. Equal pictures are equal answers.`
}
