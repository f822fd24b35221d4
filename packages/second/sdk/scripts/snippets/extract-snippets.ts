/** A TypeScript block of a page or of a comment. */
export type Snippet = {
  /** Of its first line in the file, from 1. */
  readonly line: number
  readonly code: string
}

/** Blocks between ```ts and ```, with the TSDoc star margin removed. */
export function extractSnippets(text: string): readonly Snippet[] {
  const fence = /^([ \t]*\*?[ \t]*)```ts[^\n]*\n([\s\S]*?)^[ \t]*\*?[ \t]*```/gm
  return [...text.matchAll(fence)].map(
    ({ index, 1: margin = '', 2: code = '' }) => ({
      line: lineOf(text, index) + 1,
      code: margin.includes('*') ? code.replace(/^[ \t]*\*[ \t]?/gm, '') : code,
    }),
  )
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
