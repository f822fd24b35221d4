import { TaskNotFoundError } from '@aichain/sdk'
import type { Cid, Receipt } from '@aichain/sdk/core'
import { ContentTamperedError } from '@aichain/sdk/errors'
import { describe, expect, test } from 'vitest'
import {
  outputBytes,
  outputCid,
  prompt,
  promptBytes,
  question,
  receiptOf,
  text,
} from '../../test/support/receipt.js'
import { type Claim, verifyAgain } from './verify-again.js'

const receipt = receiptOf(3)
const blocks = new Map<Cid, Uint8Array>([
  [outputCid, outputBytes],
  [prompt, promptBytes],
])

function claimOf(change: Partial<Claim> = {}): Claim {
  return {
    question,
    text,
    receipt,
    content: contentOf(blocks),
    reader: { receipt: async () => receipt },
    ...change,
  }
}

function contentOf(held: ReadonlyMap<Cid, Uint8Array>): Claim['content'] {
  return {
    get: async (cid) => {
      const bytes = held.get(cid)
      if (bytes !== undefined) return bytes
      throw new ContentTamperedError({ cid, attempts: [] })
    },
  }
}

async function faultsOf(claim: Claim): Promise<(string | undefined)[]> {
  const faults: (string | undefined)[] = []
  const { signal } = new AbortController()
  for await (const { fault } of verifyAgain(claim, signal)) faults.push(fault)
  return faults
}

describe('verifyAgain', () => {
  test('passes what is true', async () => {
    expect(await faultsOf(claimOf())).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('finds bytes that are not those of the CID', async () => {
    const content = contentOf(new Map(blocks).set(outputCid, promptBytes))
    const [bytes, adds] = await faultsOf(claimOf({ content }))
    expect(bytes).toMatch('these bytes have the CID')
    expect(adds).toMatch('output: these bytes have the digest')
  })

  test('finds bytes that cannot be had', async () => {
    const [bytes] = await faultsOf(claimOf({ content: contentOf(new Map()) }))
    expect(bytes).toMatch('do not belong to the CID')
  })

  test('finds a text that is not the agreed one', async () => {
    const [, adds] = await faultsOf(claimOf({ text: 'Rome.' }))
    expect(adds).toBe('the text shown is not the agreed one')
  })

  test('finds a receipt that does not add up', async () => {
    const order = { ...receipt.order, roundTip: '1000000000' }
    const forged: Receipt = { ...receipt, order }
    const [, adds, , chain] = await faultsOf(claimOf({ receipt: forged }))
    expect(adds).toMatch('has the id')
    expect(chain).toBe('the chain tells it differently')
  })

  test('finds another question', async () => {
    const [, , asked] = await faultsOf(claimOf({ question: 'Why?' }))
    expect(asked).toBe('it ends with another question')
  })

  test('finds a chain that has no such task', async () => {
    const reader = {
      receipt: async () => {
        throw new TaskNotFoundError({ task: receipt.task })
      },
    }
    const [, , , chain] = await faultsOf(claimOf({ reader }))
    expect(chain).toMatch('The chain does not know this task.')
  })

  test('finds an answer that an appeal overturned', async () => {
    const { task } = receipt
    const reader = { receipt: async () => ({ ...receipt, overturnedBy: task }) }
    const [, , , chain] = await faultsOf(claimOf({ reader }))
    expect(chain).toBe('an appeal found this answer wrong')
  })

  test('stops when it is aborted', async () => {
    const controller = new AbortController()
    const results = verifyAgain(claimOf(), controller.signal)
    await results.next()
    controller.abort()
    await expect(results.next()).rejects.toBe(controller.signal.reason)
  })
})
