export function extractSnippets(
  text: string,
): readonly { readonly line: number; readonly code: string }[]
export function checkSnippets(): {
  readonly count: number
  readonly problems: readonly string[]
}
