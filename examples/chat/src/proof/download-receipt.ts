import type { Receipt } from '@aichain/sdk/core'

/** Saves the receipt as a JSON file that `verifyReceipt` accepts. */
export function downloadReceipt(receipt: Receipt): void {
  const json = `${JSON.stringify(receipt, null, 2)}\n`
  const url = URL.createObjectURL(
    new Blob([json], { type: 'application/json' }),
  )
  const link = document.createElement('a')
  link.href = url
  link.download = `aichain-receipt-${receipt.task.slice(2, 12)}.json`
  link.click()
  URL.revokeObjectURL(url)
}
