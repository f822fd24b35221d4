import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Run } from '../rows/run-task.js'
import { browserSite } from './browser-site.js'
import type { Line } from './run-row.js'

export type BrowserName = 'chromium' | 'firefox'

/** A browser, and what it is given. */
export type BrowserRun = {
  readonly browser: BrowserName
  readonly program: string
  readonly task: string
  readonly run: Run
  readonly signal: AbortSignal
}

/**
 * Runs a task in a browser, in the way that an app would, and yields what
 * `row.ts` prints. The page reports to its own server, so no library drives the
 * browser, and what the page may fetch is the browser's own policy to enforce.
 */
export async function* answerInBrowser({
  browser,
  program,
  task,
  run,
  signal,
}: BrowserRun): AsyncGenerator<Line, void, undefined> {
  const profile = await mkdtemp(join(tmpdir(), 'aichain-browser-'))
  const site = await browserSite(task, run)
  const child = spawn(
    program,
    await browserOptions[browser](profile, site.url),
    {
      stdio: 'ignore',
      env: { ...process.env, HOME: profile },
    },
  )
  signal.addEventListener('abort', () => site.fail(signal.reason))
  const ended = new Promise((resolve) => child.on('close', resolve))
  child.on('error', (error) => site.fail(error))
  ended.then((code) => site.fail(new TypeError(`browser ended with ${code}`)))
  try {
    yield* site.lines()
  } finally {
    child.kill()
    await ended
    await site.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

const browserOptions: Readonly<
  Record<BrowserName, (profile: string, url: string) => Promise<string[]>>
> = {
  chromium: async (profile, url) => [
    '--headless=new',
    '--no-sandbox',
    '--no-first-run',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    `--user-data-dir=${profile}`,
    url,
  ],
  firefox: async (profile, url) => {
    const preferences = {
      'app.update.enabled': false,
      'browser.shell.checkDefaultBrowser': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'browser.safebrowsing.update.enabled': false,
      'extensions.update.enabled': false,
      'app.normandy.enabled': false,
      'services.settings.server': 'data:,',
    }
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
    )
    await writeFile(join(profile, 'user.js'), lines.join(''))
    return ['--headless', '--no-remote', '--profile', profile, url]
  },
}
