export type Line = {
  readonly platform?: string
  readonly model?: string
}
export type Platform = {
  readonly run: object
  readonly answers: (
    task: string,
    run: object,
    signal: AbortSignal,
  ) => AsyncIterable<Line>
  readonly takes?: (model: { readonly engine: string }) => boolean
}
export function runRow(
  platform: Platform,
  task: string,
  run: object,
  hooks?: {
    readonly onPlatform?: (says: string) => void
    readonly signal?: AbortSignal
  },
): AsyncGenerator<Line, void, undefined>
export function modelsOf(
  platform: Pick<Platform, 'takes'>,
  models: readonly { readonly name: string; readonly engine: string }[],
): string[]
