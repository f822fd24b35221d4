import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createDevnet, type Devnet } from '@aichain/devnet'
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { build } from 'vite'
import { expect } from 'vitest'
// The page must understand what `npm start` serves, so nothing else stands in.
import { describeNetwork } from '../../../../packages/devnet/src/cli/describe-network.js'
import {
  type PageServer,
  servePage,
} from '../../../../packages/devnet/src/cli/page-server.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Where the built page lies. */
export const distFolder = `${root}dist`

const shots = process.env.AICHAIN_SCREENSHOTS ?? `${root}.cache/screenshots`

/** A network, the built page, and a browser to look at it with. */
export type Scene = {
  readonly devnet: Devnet
  readonly browser: Browser
  readonly url: string
  /** Whether `/devnet.json` can be had, or says that the network starts. */
  readonly served: { isReady: boolean }
  readonly stop: () => Promise<void>
}

/** Three nodes, all of them in every committee; one lies. Two must agree. */
export async function openScene(executablePath: string): Promise<Scene> {
  await build({ root, logLevel: 'error' })
  await mkdir(shots, { recursive: true })
  const devnet = await createDevnet({
    nodes: 3,
    committee: 3,
    blockTime: 0.5,
    faults: { liar: 1 },
    // Nodes that are stopped must be back in time, also on a busy machine.
    protocol: { commitWindow: 120 },
  })
  const served = { isReady: true }
  const server = await servePage({
    folder: distFolder,
    port: 0,
    network: () => (served.isReady ? describeNetwork(devnet) : undefined),
  })
  const browser = await launch(executablePath)
  return {
    devnet,
    browser,
    url: server.url,
    served,
    stop: () => close(browser, server, devnet),
  }
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

async function close(
  browser: Browser,
  server: PageServer,
  devnet: Devnet,
): Promise<void> {
  await browser.close()
  await server.stop()
  await devnet.stop()
}

/**
 * Opens the page as a new visitor and runs `visit`, during which the page may
 * ask nothing of any other machine and must not complain.
 */
export async function visitPage(
  { browser, url }: Scene,
  options: BrowserContextOptions & { readonly path?: string },
  visit: (page: Page) => Promise<void>,
): Promise<void> {
  const { path = '', ...rest } = options
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    ...rest,
  })
  const complaints: string[] = []
  try {
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) {
        complaints.push(message.text())
      }
    })
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url())
      const isHere = hostname === '127.0.0.1' || protocol === 'data:'
      if (!isHere && protocol !== 'blob:') complaints.push(request.url())
    })
    await page.goto(url + path)
    await visit(page)
    expect(complaints).toEqual([])
  } finally {
    await context.close()
  }
}

/** Keeps a picture of the whole page, for a person to look at. */
export async function photograph(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()
  const height = await page.evaluate(() => document.body.scrollHeight)
  // Taller than the page rather than `fullPage`, which misplaces what sticks.
  if (size)
    await page.setViewportSize({
      ...size,
      height: Math.max(size.height, height),
    })
  await page.screenshot({
    path: `${shots}/${name}.png`,
    animations: 'disabled',
  })
  if (size) await page.setViewportSize(size)
}
