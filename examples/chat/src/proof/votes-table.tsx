import type { ReceiptMember, ReceiptVote } from '@aichain/sdk/core'
import { formatEther } from 'viem'
import { shorten } from '../format/shorten.js'
import { FingerprintPicture } from './fingerprint-picture.js'

const words: Readonly<Record<ReceiptVote, string>> = {
  agreed: 'Agreed',
  wrong: 'Differs',
  withheld: 'Never opened',
  unavailable: 'Could not fetch',
  absent: 'Silent',
  uncounted: 'Does not count',
}

/** Every member of the committee: who it is, how it voted, what it got. */
export function VotesTable({ members }: { members: readonly ReceiptMember[] }) {
  return (
    <table class="votes">
      <caption class="visually-hidden">Votes of the committee</caption>
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">Vote</th>
          <th scope="col" class="amount">
            Earned, ETH
          </th>
          <th scope="col" class="amount">
            Slashed, ETH
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <VoteRow key={member.seat} member={member} />
        ))}
      </tbody>
    </table>
  )
}

function VoteRow({ member }: { member: ReceiptMember }) {
  const { seat, signer, vote, output, earned, slashed } = member
  return (
    <tr data-vote={vote}>
      <th scope="row">
        Seat {seat}
        <code class="signer" title={signer}>
          {shorten(signer, 6, 4)}
        </code>
      </th>
      <td>
        <span class={`vote ${vote}`}>
          <span class={`disc small ${vote}`} aria-hidden="true">
            {output && <FingerprintPicture output={output} />}
          </span>
          {words[vote]}
        </span>
      </td>
      <td class="amount">{signed(earned, '+')}</td>
      <td class="amount">{signed(slashed, '−')}</td>
    </tr>
  )
}

function signed(wei: string, sign: string): string {
  return wei === '0' ? '0' : `${sign}${formatEther(BigInt(wei))}`
}
