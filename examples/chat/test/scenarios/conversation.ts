import { readFile } from 'node:fs/promises'
import { parsePrompt, type Receipt, verifyReceipt } from '@aichain/sdk/core'
import { gatewayReader } from '@aichain/sdk/gateway'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  answerTo,
  ask,
  openProof,
  patience,
  rowsOf,
} from '../support/actions.js'
import { audit } from '../support/audit.js'
import { photograph, type Scene, visitPage } from '../support/scene.js'

const first = 'What is the capital of France?'
const second = 'And which river runs through it?'

/** The main thing: questions, answers, and what is behind them. */
export function describeConversation(scene: () => Scene): void {
  test('two turns, each with its votes', () =>
    visitPage(scene(), {}, async (page) => {
      await page
        .getByText('0.003 ETH a question, drawn from 3 places')
        .waitFor()
      await photograph(page, 'welcome-light')
      await ask(page, first)
      await page.getByRole('list', { name: 'Committee' }).waitFor()
      expect(await answerTo(page, first)).toMatch(/Paris/)

      await ask(page, second)
      const answer = await answerTo(page, second)
      const proof = await openProof(page, second)
      const table = proof.getByRole('table', { name: 'Votes' })
      // The lie may be opened after two others have decided.
      await table.getByText('Differs').waitFor()
      const votes = await rowsOf(table)
      expect(votes.map(([, vote]) => vote).sort()).toEqual([
        'Agreed',
        'Agreed',
        'Differs',
      ])
      const liar = votes.find(([, vote]) => vote === 'Differs')
      expect(liar?.slice(2)).toEqual(['0', '−0.001'])
      const honest = votes.find(([, vote]) => vote === 'Agreed')
      expect(honest?.slice(2)).toEqual(['+0.001', '0'])

      // Three places are too few for an appeal.
      await proof.getByText('Nothing can change it').waitFor()
      await checkReceipt(scene(), await downloadOf(page), answer)
      await photograph(page, 'proof-light')
      await page.emulateMedia({ colorScheme: 'dark' })
      await photograph(page, 'proof-dark')
      await audit(page)
    }))

  test('the proof names blocks, and holds when it is checked again', () =>
    visitPage(scene(), {}, async (page) => {
      await ask(page, first)
      await answerTo(page, first)
      const proof = await openProof(page, first)
      await expect
        .poll(
          async () => {
            const table = proof.getByRole('table', { name: 'Transactions' })
            const rows = await rowsOf(table)
            expect(rows.every(([, block]) => /^\d+$/.test(block ?? ''))).toBe(
              true,
            )
            return rows.map(([name]) => name?.replace(/\d+/, 'n')).sort()
          },
          { timeout: patience },
        )
        .toEqual([
          'Committee recorded',
          'Decided and paid',
          ...Array(3).fill('Seat n opened'),
          ...Array(3).fill('Seat n sealed'),
          'Task posted',
        ])
      await proof.getByRole('button', { name: 'Verify again' }).click()
      await proof.getByText('All of it holds.').waitFor()
      expect(await proof.locator('.checks .passed').count()).toBe(4)
    }))

  test('bytes that a gateway changed do not pass the check', () =>
    visitPage(scene(), {}, async (page) => {
      await ask(page, first)
      await answerTo(page, first)
      const proof = await openProof(page, first)
      const { faults } = scene().devnet.ipfs
      faults.tamper = (_, bytes) => bytes.map((byte) => byte ^ 1)
      try {
        await proof.getByRole('button', { name: 'Verify again' }).click()
        await proof.getByText('do not rely on this answer').waitFor()
      } finally {
        faults.tamper = undefined
      }
      const failed = await proof.locator('.checks .failed').allInnerTexts()
      expect(failed.join()).toMatch('do not belong to the CID')
    }))
}

async function downloadOf(page: Page): Promise<Receipt> {
  const started = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the receipt' }).click()
  const path = await (await started).path()
  return JSON.parse(await readFile(path, 'utf8'))
}

/** Checks a receipt as somebody else would, with nothing from the page. */
async function checkReceipt(
  { devnet }: Scene,
  receipt: Receipt,
  answer: string,
): Promise<void> {
  const content = gatewayReader({ gateways: [devnet.ipfs.gatewayUrl] })
  const verified = verifyReceipt(receipt, await content.get(receipt.output))
  if (!verified.ok) expect.fail(verified.reason)
  expect(verified.value.output).toMatchObject({ text: answer })
  const prompt = parsePrompt(await content.get(receipt.order.prompt))
  if (!prompt.ok) expect.fail(prompt.reason)
  // The whole conversation is in the prompt, not only its last question.
  expect(prompt.value.messages).toMatchObject([
    { role: 'user', content: first },
    { role: 'assistant', content: expect.stringContaining('Paris') },
    { role: 'user', content: second },
  ])
}
