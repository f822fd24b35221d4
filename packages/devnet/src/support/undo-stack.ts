/** What is to be undone at the end, the last thing first. */
export type UndoStack = {
  readonly add: (undo: () => Promise<void>) => void
  /** Undoes everything once; called again, it waits for the same end. */
  readonly run: () => Promise<void>
}

/**
 * Collects what a failure or a stop has to undo.
 *
 * Everything is tried even when something fails; the first failure is thrown
 * at the end.
 */
export function undoStack(): UndoStack {
  const steps: (() => Promise<void>)[] = []
  let running: Promise<void> | undefined

  const undo = async (): Promise<void> => {
    const failures: unknown[] = []
    for (const step of steps.reverse()) {
      await step().catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }

  return {
    add: (step) => {
      steps.push(step)
    },
    run: () => {
      running ??= undo()
      return running
    },
  }
}
