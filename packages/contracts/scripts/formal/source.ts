/** A Solidity file, by the path that others import it by. */
export type Source = { readonly file: string; readonly content: string }

/** A change that breaks what is to be proved; `before` stands in the file once. */
export type Mistake = {
  readonly file: string
  readonly before: string
  readonly after: string
}

export function withMistake(content: string, mistake: Mistake): string {
  const { file, before, after } = mistake
  const parts = content.split(before)
  if (parts.length !== 2)
    throw new Error(
      `${file} has "${before}" ${parts.length - 1} times: choose another mistake`,
    )
  return parts.join(after)
}
