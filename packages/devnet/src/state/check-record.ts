import { StateFolderMismatchError } from '../errors/state.js'
import type { DevnetSettings } from '../settings/devnet-options.js'
import type { StateFolder } from './state-folder.js'

/**
 * Refuses options that contradict what the folder holds.
 *
 * Errors: `StateFolderMismatchError`.
 */
export function checkRecord(
  { path, record }: StateFolder,
  { nodes, protocol = {} }: DevnetSettings,
): void {
  if (record === undefined) return
  const mismatch = (option: string, kept: unknown, asked: unknown) =>
    new StateFolderMismatchError({
      folder: path,
      option,
      kept: String(kept),
      asked: String(asked),
    })
  // A seat without its node is drawn all the same, and is never there.
  if (nodes < record.nodes) throw mismatch('nodes', record.nodes, nodes)
  for (const [name, asked] of Object.entries(protocol)) {
    const kept = record.parameters[name as keyof typeof protocol]
    if (asked !== undefined && asked !== kept) throw mismatch(name, kept, asked)
  }
}
