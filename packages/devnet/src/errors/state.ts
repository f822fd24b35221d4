import { defineError } from '@aichain/base'

/**
 * Another devnet runs on the same state folder.
 *
 * Two chains on one state would overwrite each other. Stop the other one, or
 * choose another folder.
 */
export class StateFolderBusyError extends /* @__PURE__ */ defineError<{
  readonly folder: string
  readonly pid: number
}>()({
  code: 'state-folder-busy',
  message: 'Another devnet uses this state folder.',
  remedy: 'Stop it, or choose another folder.',
  facts: ({ folder, pid }) => ({ folder, process: pid }),
}) {}

/**
 * The state folder was made with options that this start contradicts.
 *
 * What a deployment fixed stays fixed: windows, bond, chain id; and a seat that
 * joined is drawn into committees, so its node has to run. Use the same
 * options, or another folder.
 */
export class StateFolderMismatchError extends /* @__PURE__ */ defineError<{
  readonly folder: string
  readonly option: string
  readonly kept: string
  readonly asked: string
}>()({
  code: 'state-folder-mismatch',
  message: ({ option }) =>
    `The state folder was made with another "${option}".`,
  remedy: 'Start it as it was made, or choose another folder.',
  facts: ({ folder, kept, asked }) => ({ folder, kept, asked }),
}) {}

/**
 * The state folder holds something that is not a devnet's state.
 *
 * It was cut short by a full disk or a crash, it is some other folder, or its
 * contracts are of the protocol's first edition.
 * Choose another folder, or delete this one if nothing in it matters.
 */
export class StateFolderCorruptError extends /* @__PURE__ */ defineError<{
  readonly folder: string
  readonly reason: string
}>()({
  code: 'state-folder-corrupt',
  message: 'The state folder cannot be used.',
  remedy: 'Choose another folder, or delete this one.',
}) {}
