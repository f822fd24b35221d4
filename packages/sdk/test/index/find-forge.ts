import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findBinary } from '../../../contracts/scripts/forge/binary.js'

/** forge, or why no history can be told on this machine. */
export async function findForge(): Promise<
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string }
> {
  const found = findBinary()
  if (!found.ok) return found
  try {
    await promisify(execFile)(found.path, ['--version'])
    return found
  } catch (error) {
    const [reason = ''] = String(error).split('\n')
    return { ok: false, reason: `forge does not run: ${reason}` }
  }
}
