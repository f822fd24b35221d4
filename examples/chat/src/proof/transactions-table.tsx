import type { Hex, Receipt, ReceiptTransaction } from '@aichain/sdk/core'
import { Copyable } from '../interface/copyable.js'

/** In which block each transaction of a task is. */
export type Blocks = ReadonlyMap<Hex, bigint>

/** Every transaction behind the answer, in the order of the chain. */
export function TransactionsTable({
  receipt,
  blocks,
}: {
  receipt: Receipt
  blocks: Blocks
}) {
  return (
    <table class="transactions">
      <caption class="visually-hidden">Transactions of the task</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" class="amount">
            Block
          </th>
          <th scope="col">Transaction</th>
        </tr>
      </thead>
      <tbody>
        {receipt.transactions.map((transaction) => {
          const name = transactionName(receipt, transaction)
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="amount">
                {String(blocks.get(transaction.hash) ?? '…')}
              </td>
              <td>
                <Copyable
                  value={transaction.hash}
                  name={`transaction: ${name}`}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function transactionName(
  { members }: Receipt,
  { type, member }: ReceiptTransaction,
): string {
  const seat = members.find((each) => each.member === member)?.seat
  switch (type) {
    case 'task-added':
      return 'Task posted'
    case 'committee-drawn':
      return 'Committee recorded'
    case 'vote-committed':
      return `Seat ${seat} sealed`
    case 'vote-revealed':
      return `Seat ${seat} opened`
    case 'vote-added':
      return `Seat ${seat} came late`
    case 'task-convened':
      return 'Seals taken to the court'
    case 'task-decided':
      return 'Decided and paid'
  }
}
