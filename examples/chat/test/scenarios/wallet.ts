import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  answerTo,
  ask,
  composer,
  patience,
  turnOf,
} from '../support/actions.js'
import { audit } from '../support/audit.js'
import { photograph, type Scene, visitPage } from '../support/scene.js'

const question = 'What is the capital of France?'

/** Browser wallets, by the way they announce themselves (EIP-6963). */
export function describeWallet(scene: () => Scene): void {
  test('an announced wallet connects, learns the chain and pays', () =>
    visitPage(scene(), {}, async (page) => {
      await announceWallet(page, scene())
      await page.reload()
      await openAccount(page)
      await page.getByRole('button', { name: 'Paper Wallet' }).waitFor()
      await photograph(page, 'account-light')
      await audit(page)
      await page.getByRole('button', { name: 'Paper Wallet' }).click()
      await page
        .getByRole('definition')
        .filter({ hasText: 'Paper Wallet' })
        .waitFor()
      await page.keyboard.press('Escape')

      await ask(page, question)
      expect(await answerTo(page, question)).toMatch(/Paris/)
      expect(await callsOf(page)).toEqual([
        'eth_requestAccounts',
        'wallet_switchEthereumChain',
        'wallet_addEthereumChain',
        'wallet_switchEthereumChain',
        'eth_sendTransaction',
      ])

      await openAccount(page)
      await page.getByRole('button', { name: 'Key in this browser' }).waitFor()
      await page.keyboard.press('Escape')

      // The choice is remembered, without asking the person again.
      await page.reload()
      await page.getByRole('button', { name: /^Account 0x/ }).waitFor()
      expect(await callsOf(page)).toEqual([])
    }))

  test('a person who declines to sign has spent nothing', () =>
    visitPage(scene(), {}, async (page) => {
      await announceWallet(page, scene(), ['eth_sendTransaction'])
      await page.reload()
      await openAccount(page)
      await page.getByRole('button', { name: 'Paper Wallet' }).click()
      await page
        .getByRole('definition')
        .filter({ hasText: 'Paper Wallet' })
        .waitFor()
      await page.keyboard.press('Escape')
      await ask(page, question)
      const turn = turnOf(page, question)
      await turn.getByText('Nothing was spent.').waitFor({ timeout: patience })
      await turn.getByText('transaction-rejected').waitFor()
    }))

  test('a person who declines to connect is told so', () =>
    visitPage(scene(), {}, async (page) => {
      await announceWallet(page, scene(), ['eth_requestAccounts'])
      await page.reload()
      await openAccount(page)
      await page.getByRole('button', { name: 'Paper Wallet' }).click()
      await page.getByRole('alert').getByText('transaction-rejected').waitFor()
    }))
}

async function openAccount(page: Page): Promise<void> {
  await composer(page).waitFor()
  await page.getByRole('button', { name: /^(Account|Connect)/ }).click()
}

/** What a wallet would show to its user, or change. */
function callsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => window.walletCalls)
}

/**
 * Puts a wallet into every page that is loaded from now on. It starts on
 * another chain, lets anvil sign for one of its accounts, and its user declines
 * what is `declined`.
 */
async function announceWallet(
  page: Page,
  { devnet }: Scene,
  declined: readonly string[] = [],
): Promise<void> {
  const { rpcUrl, chainId } = devnet
  const account = devnet.accounts.at(-1)?.address ?? ''
  const id = `0x${chainId.toString(16)}`
  await page.addInitScript(installWallet, { rpcUrl, id, account, declined })
}

/** Runs in the page. */
function installWallet(settings: {
  readonly rpcUrl: string
  readonly id: string
  readonly account: string
  readonly declined: readonly string[]
}): void {
  const { rpcUrl, id, account, declined } = settings
  const store = sessionStorage
  const calls: string[] = []
  window.walletCalls = calls
  const failure = (code: number, message: string) =>
    Object.assign(new Error(message), { code })
  const forward = async (method: string, params: unknown) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(rpcUrl, { method: 'POST', headers, body })
    const { result, error } = await response.json()
    if (error) throw failure(error.code, error.message)
    return result
  }
  const own: Record<string, (parameters: never) => unknown> = {
    eth_chainId: () => store.getItem('paper.chain') ?? '0x1',
    eth_accounts: () => (store.getItem('paper.connected') ? [account] : []),
    eth_requestAccounts: () => {
      store.setItem('paper.connected', 'yes')
      return [account]
    },
    wallet_addEthereumChain: ([{ chainId }]: [{ chainId: string }]) => {
      store.setItem('paper.known', chainId)
      return null
    },
    wallet_switchEthereumChain: ([{ chainId }]: [{ chainId: string }]) => {
      if (store.getItem('paper.known') !== chainId)
        throw failure(4902, 'unknown')
      store.setItem('paper.chain', chainId)
      return null
    },
  }
  const silent = ['eth_chainId', 'eth_accounts']
  const request = async ({
    method,
    params,
  }: {
    method: string
    params: never
  }) => {
    if (method in own || method === 'eth_sendTransaction') {
      if (!silent.includes(method)) calls.push(method)
    }
    if (declined.includes(method))
      throw failure(4001, 'User rejected the request.')
    const answer = own[method]
    if (answer) return answer(params)
    if (store.getItem('paper.chain') !== id)
      throw failure(-32000, 'wrong chain')
    return forward(method, params)
  }
  const provider = { request, on() {}, removeListener() {} }
  const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#c60"/></svg>')}`
  const info = {
    uuid: 'f5a1f3a8-0000-4000-8000-000000000001',
    name: 'Paper Wallet',
    rdns: 'test.paper',
    icon,
  }
  const announce = () => {
    const detail = Object.freeze({ info, provider })
    dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  }
  addEventListener('eip6963:requestProvider', announce)
  announce()
}

declare global {
  interface Window {
    walletCalls: string[]
  }
}
