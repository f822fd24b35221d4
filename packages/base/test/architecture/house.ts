/** The rules of one package's source tree. */
export type House = {
  /**
   * Shelves, as paths under `src`, and the other shelves that each may import.
   * The longest path that fits a file decides. The empty path is the entries:
   * files outside any folder, which may import everything.
   */
  readonly shelves: Readonly<Record<string, readonly string[]>>
  /**
   * Packages that a shelf may name; what is on no shelf here names none. Of
   * this repository's own packages, each entry counts for itself.
   */
  readonly packages: Readonly<Record<string, readonly string[]>>
}

/** The one path of `paths` that fits `path` best: itself or a folder above it. */
export function longestFit(
  paths: readonly string[],
  path: string,
): string | undefined {
  return paths
    .filter((each) => path.startsWith(`${each}/`))
    .sort((a, b) => b.length - a.length)[0]
}
