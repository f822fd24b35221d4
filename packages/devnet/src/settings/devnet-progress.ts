/** The steps of a start, in their order. */
export type DevnetStage =
  | 'chain'
  | 'ipfs'
  | 'contracts'
  | 'model'
  | 'places'
  | 'nodes'

/** How far a start has come. */
export type DevnetProgress =
  | { readonly type: 'stage-started'; readonly stage: DevnetStage }
  | {
      readonly type: 'stage-progress'
      readonly stage: DevnetStage
      /** What is being done now, in a few words. */
      readonly note: string
    }
  | {
      readonly type: 'stage-finished'
      readonly stage: DevnetStage
      readonly milliseconds: number
      /** What came of it, in a few words. */
      readonly note: string
    }

/** Runs a stage and tells of it. */
export type StageRunner = <T>(
  stage: DevnetStage,
  work: (note: (text: string) => void) => Promise<T>,
  describe: (result: T) => string,
) => Promise<T>

/** Stages that report to `onProgress`. */
export function stageRunner(
  onProgress: ((event: DevnetProgress) => void) | undefined,
): StageRunner {
  return async (stage, work, describe) => {
    const started = performance.now()
    onProgress?.({ type: 'stage-started', stage })
    const result = await work((note) =>
      onProgress?.({ type: 'stage-progress', stage, note }),
    )
    const milliseconds = Math.round(performance.now() - started)
    const note = describe(result)
    onProgress?.({ type: 'stage-finished', stage, milliseconds, note })
    return result
  }
}
