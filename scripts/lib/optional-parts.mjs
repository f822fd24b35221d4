import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * What `npm test` leaves out, and why: it needs programs that npm does not
 * bring. `.ci/run` runs these parts where it can get them.
 */
export function optionalParts() {
  return [
    {
      name: 'The same IPFS script against a real Kubo',
      reason: hint(['ipfs', 'kubo', 'go'], 'Go or Kubo'),
    },
    {
      name: 'The chat page in a browser',
      reason: hint(
        ['chromium', 'chromium-browser', 'google-chrome'],
        'Chromium',
      ),
    },
    { name: 'Formal proofs of the ledger', reason: hint(['z3'], 'z3') },
  ]
}

function hint(programs, name) {
  const found = programs.find(onPath)
  return found
    ? `"${found}" is here, .ci/run uses it`
    : `needs ${name}, which is not here; .ci/run installs it where it can`
}

function onPath(program) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const names = process.platform === 'win32' ? [`${program}.exe`] : [program]
  return folders.some((folder) =>
    names.some((name) => existsSync(join(folder, name))),
  )
}
