import { equalHex } from '@aichain/sdk/core'
import { viemChainReader } from '@aichain/sdk/viem'
import type { Page } from 'playwright-core'
import { createClient, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import {
  answerTo,
  ask,
  composer,
  focusedName,
  patience,
  turnOf,
} from '../support/actions.js'
import { audit } from '../support/audit.js'
import { photograph, type Scene, visitPage } from '../support/scene.js'
import { withoutHonestNodes } from '../support/without-honest-nodes.js'

const question = 'What is the capital of France?'

/** Reloads, stops, errors and refunds: nothing is lost, and nothing is hidden. */
export function describeTrouble(scene: () => Scene): void {
  test('a reload in the middle goes on with the same task', () =>
    visitPage(scene(), {}, (page) =>
      withoutHonestNodes(scene(), async (startThem) => {
        await ask(page, question)
        await page.getByText('thinking').first().waitFor()
        await photograph(page, 'thinking-light')
        await audit(page)
        await page.reload()
        await page.getByText('thinking').first().waitFor()
        expect(await composer(page).inputValue()).toBe('')
        await startThem()
        expect(await answerTo(page, question)).toMatch(/Paris/)
        // One task, paid for once.
        expect(await page.getByRole('article').count()).toBe(1)
        expect(await tasksOf(page, scene())).toBe(1)
      }),
    ))

  test('a stopped task says what it holds, and can be followed again', () =>
    visitPage(scene(), {}, (page) =>
      withoutHonestNodes(scene(), async (startThem) => {
        await ask(page, question)
        await page.getByText('thinking').first().waitFor()
        await page.getByRole('button', { name: 'Stop' }).click()
        const turn = turnOf(page, question)
        await turn
          .getByText('The fee of 0.003 ETH is in the contract')
          .waitFor()
        expect(await focusedName(page)).toBe('Your question')
        await photograph(page, 'stopped-light')
        await audit(page)
        await startThem()
        await turn.getByRole('button', { name: 'Follow the task' }).click()
        expect(await answerTo(page, question)).toMatch(/Paris/)
      }),
    ))

  test('a task that is refused costs nothing and can be asked again', async () => {
    const { faults } = scene().devnet.ipfs
    // Before the page opens: a browser keeps what a gateway once gave it.
    faults.unreachable = true
    try {
      await visitPage(scene(), {}, async (page) => {
        await ask(page, question)
        const turn = turnOf(page, question)
        await turn
          .getByText('Nothing was spent.')
          .waitFor({ timeout: patience })
        await turn.getByText('content-store-unreachable').waitFor()
        await photograph(page, 'refused-light')
        await audit(page)
        faults.unreachable = undefined
        await turn.getByRole('button', { name: 'Ask again' }).click()
        expect(await answerTo(page, question)).toMatch(/Paris/)
      })
    } finally {
      faults.unreachable = undefined
    }
  })

  test('a refund is explained and withdrawn', () =>
    visitPage(scene(), {}, (page) =>
      withoutHonestNodes(scene(), async (startThem) => {
        await ask(page, question)
        const turn = turnOf(page, question)
        await turn
          .getByText('sealed', { exact: true })
          .waitFor({ timeout: patience })
        await passTime(scene())
        await turn
          .getByText('The nodes did not agree')
          .waitFor({ timeout: patience })
        await turn.getByText('credits you 0.002 ETH; 0.001 ETH').waitFor()
        await photograph(page, 'refund-light')
        await audit(page)
        await turn.getByRole('button', { name: 'Withdraw the refund' }).click()
        await turn.getByText('Withdrawn in').waitFor()
        await startThem()
      }),
    ))
}

/** Moves the chain's clock past every deadline of a task. */
async function passTime({ devnet }: Scene): Promise<void> {
  const { commitWindow, revealWindow } = devnet.parameters
  await createClient({ transport: http(devnet.rpcUrl) }).request<{
    Parameters: [number]
    ReturnType: unknown
  }>({
    method: 'evm_increaseTime' as never,
    params: [commitWindow + revealWindow + 1],
  })
}

/** How many tasks the key in the browser has posted. */
async function tasksOf(page: Page, { devnet }: Scene): Promise<number> {
  const key = await page.evaluate(() => localStorage.getItem('aichain.burner'))
  const { address } = privateKeyToAccount(key as Hex)
  const chain = viemChainReader({
    client: devnet.client(),
    deployment: devnet.deployment,
  })
  const { fromBlock } = devnet.deployment
  const events = await chain.getEvents({ fromBlock })
  const added = events.filter((event) => event.type === 'task-added')
  return added.filter(({ requester }) => equalHex(requester, address)).length
}
