import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Tests that `npm test` leaves out. */
export type OptionalPart = { readonly name: string; readonly reason: string }

/**
 * What `npm test` leaves out, and why: it takes programs that npm does not
 * bring, or minutes of its own. `.ci/run` runs all of it.
 */
export function optionalParts(): readonly OptionalPart[] {
  return [
    {
      name: 'IPFS server against a real Kubo',
      reason: hint(['go'], 'Go to build it'),
    },
    {
      name: 'chat page in a browser',
      reason: hint(['chromium', 'chromium-browser'], 'Chromium'),
    },
    {
      name: 'inference on other machines (npm run matrix, npm run soak)',
      reason: hint(['qemu-x86_64-static', 'qemu-x86_64'], 'qemu-user-static'),
    },
    {
      name: 'transformers.js held against engine 1',
      reason: 'installs both of its versions, 300 MB that nothing depends on',
    },
    { name: 'contracts at full depth', reason: 'takes minutes' },
  ]
}

function hint(programs: readonly string[], name: string): string {
  return programs.some(onPath) ? 'takes minutes' : `needs ${name}`
}

function onPath(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const file = process.platform === 'win32' ? `${program}.exe` : program
  return folders.some((folder) => existsSync(join(folder, file)))
}
