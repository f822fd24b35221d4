import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { answerTo, ask, composer } from '../support/actions.js'
import { audit } from '../support/audit.js'
import { photograph, type Scene, visitPage } from '../support/scene.js'

const question = 'What is the capital of France?'

/** No network, a network that starts, and networks from elsewhere. */
export function describeSetup(scene: () => Scene): void {
  test('a network that starts is waited for', async () => {
    const { served } = scene()
    served.isReady = false
    try {
      await visitPage(scene(), {}, async (page) => {
        await page
          .getByRole('heading', { name: 'The network is starting' })
          .waitFor()
        await audit(page)
        served.isReady = true
        await composer(page).waitFor()
      })
    } finally {
      served.isReady = true
    }
  })

  test('without a network the page says what to do, and takes one by hand', () =>
    visitPage(scene(), {}, async (page) => {
      await page.route('**/devnet.json', (route) =>
        route.fulfill({ status: 404, body: 'nothing' }),
      )
      await page.reload()
      await page.getByText('npm start').waitFor()
      await photograph(page, 'setup-light')
      await audit(page)
      await page.getByRole('button', { name: 'Use this network' }).click()
      expect(await page.locator('[aria-invalid=true]').count()).toBe(9)
      expect(
        await page
          .getByLabel('RPC of the chain', { exact: true })
          .evaluate((field) => field === document.activeElement),
      ).toBe(true)
      await audit(page)
      await fillForm(page, scene())
      await page.getByRole('button', { name: 'Use this network' }).click()
      // No faucet, no key in the browser: a wallet must be connected.
      await page.getByRole('button', { name: 'Connect' }).waitFor()
      await page.getByRole('button', { name: /^Network: Chain 31337/ }).click()
      await page
        .getByRole('button', { name: 'Back to this site’s own' })
        .waitFor()
    }))

  test('a network from a link is shown before it is used', async () => {
    const path = `?${new URLSearchParams(fieldsFor(scene()))}`
    await visitPage(scene(), { path }, async (page) => {
      await page.getByRole('heading', { name: 'This link proposes' }).waitFor()
      await audit(page)
      await page.getByRole('button', { name: 'Use this network' }).click()
      await page.getByRole('button', { name: 'Connect' }).waitFor()
      expect(new URL(page.url()).search).toBe('')
      await ask(page, question)
      await page.getByRole('dialog', { name: 'Account' }).waitFor()
      await page.keyboard.press('Escape')
      expect(await composer(page).inputValue()).toBe(question)
    })
  })

  test('a chain that is not there is named, and can be tried again', () =>
    visitPage(scene(), {}, async (page) => {
      const network = {
        ...fieldsFor(scene()),
        rpcUrl: 'http://127.0.0.1:9',
        wsUrl: '',
      }
      await page.evaluate(
        (fields) => localStorage.setItem('aichain.network', fields),
        JSON.stringify(network),
      )
      await page.reload()
      await page.getByText('chain-unreachable').waitFor({ timeout: 60_000 })
      await page.getByRole('button', { name: 'Try again' }).waitFor()
      await audit(page)
    }))

  test('after a restart of the devnet the old conversation is not mixed in', () =>
    visitPage(scene(), {}, async (page) => {
      await ask(page, question)
      await answerTo(page, question)
      // As if its first block were another one.
      await page.evaluate(() => {
        const name = Object.keys(localStorage).find((key) =>
          key.includes('conversation'),
        )
        if (name === undefined) return
        localStorage.setItem(
          name.replace(/0x[0-9a-f]{64}/, `0x${'1'.repeat(64)}`),
          localStorage.getItem(name) ?? '',
        )
        localStorage.removeItem(name)
      })
      await page.reload()
      await page.getByRole('heading', { name: /Ask once/ }).waitFor()
    }))
}

function fieldsFor({ devnet }: Scene): Record<string, string> {
  const { deployment, ipfs } = devnet
  return {
    rpcUrl: devnet.rpcUrl,
    wsUrl: devnet.wsUrl,
    chainId: String(devnet.chainId),
    consensus: deployment.consensus,
    modelRegistry: deployment.modelRegistry,
    fromBlock: String(deployment.fromBlock),
    gatewayUrl: ipfs.gatewayUrl,
    ipfsRpcUrl: ipfs.rpcUrl,
    model: devnet.model,
    committee: String(devnet.committee),
    fee: '3000000000000000',
  }
}

async function fillForm(page: Page, scene: Scene): Promise<void> {
  for (const [name, value] of Object.entries(fieldsFor(scene))) {
    await page.locator(`input[name=${name}]`).fill(value)
  }
}
