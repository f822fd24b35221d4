import { existsSync } from 'node:fs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The Chromium that `CHROMIUM` names, or else one in a usual place. */
export function findChromium(): string | undefined {
  return process.env.CHROMIUM ?? usual.find((path) => existsSync(path))
}
