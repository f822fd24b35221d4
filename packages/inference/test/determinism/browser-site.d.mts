export function browserSite(
  task: string,
  run: object,
): Promise<{
  readonly url: string
  readonly lines: () => AsyncGenerator<unknown, void, undefined>
  readonly fail: (error: Error) => void
  readonly close: () => Promise<void>
}>
