import { AichainError } from '@aichain/sdk'

/**
 * Another devnet runs on the same state folder.
 *
 * Two chains on one state would overwrite each other. Stop the other one, or
 * choose another folder.
 */
export class StateFolderBusyError extends AichainError {
  readonly code = 'state-folder-busy'

  constructor(parameters: { folder: string; pid: number }) {
    super({
      shortMessage: 'Another devnet uses this state folder.',
      facts: [`folder: ${parameters.folder}`, `process: ${parameters.pid}`],
      remedy: 'Stop it, or choose another folder.',
    })
  }
}

/**
 * The state folder was made with options that this start contradicts.
 *
 * What a deployment fixed stays fixed: windows, bond, chain id; and a seat that
 * joined is drawn into committees, so its node has to run. Use the same
 * options, or another folder.
 */
export class StateFolderMismatchError extends AichainError {
  readonly code = 'state-folder-mismatch'

  constructor(parameters: {
    folder: string
    option: string
    kept: string
    asked: string
  }) {
    super({
      shortMessage: `The state folder was made with another "${parameters.option}".`,
      facts: [
        `folder: ${parameters.folder}`,
        `kept: ${parameters.kept}`,
        `asked: ${parameters.asked}`,
      ],
      remedy: 'Start it as it was made, or choose another folder.',
    })
  }
}

/**
 * The state folder holds something that is not a devnet's state.
 *
 * It was cut short by a full disk or a crash, or it is some other folder.
 * Choose another folder, or delete this one if nothing in it matters.
 */
export class StateFolderCorruptError extends AichainError {
  readonly code = 'state-folder-corrupt'

  constructor(parameters: { folder: string; reason: string; cause?: unknown }) {
    super({
      shortMessage: 'The state folder cannot be used.',
      facts: [`folder: ${parameters.folder}`, `reason: ${parameters.reason}`],
      remedy: 'Choose another folder, or delete this one.',
      cause: parameters.cause,
    })
  }
}
