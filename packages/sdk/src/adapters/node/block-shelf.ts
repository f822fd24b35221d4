/** What a cache holds: sizes, the order of use, and what is in use. */
export type BlockShelf = {
  readonly total: () => number
  readonly has: (name: string) => boolean
  /** Adds a block, or makes it the most recently used. */
  readonly put: (name: string, size: number) => void
  /** Makes a block the most recently used, if it is there. */
  readonly use: (name: string) => void
  readonly forget: (name: string) => void
  /** Takes over what the disk holds, least recently used first. */
  readonly replace: (
    blocks: readonly { readonly name: string; readonly size: number }[],
  ) => void
  /** A held block is not given up until each hold on it was let go of. */
  readonly hold: (name: string) => void
  readonly letGo: (name: string) => void
  /**
   * Blocks that make room for so many bytes, least recently used first;
   * `undefined` if those that nobody holds are not enough.
   */
  readonly victims: (bytes: number) => readonly string[] | undefined
}

/** Empty. */
export function blockShelf(): BlockShelf {
  /** Least recently used first. */
  const sizes = new Map<string, number>()
  const holds = new Map<string, number>()
  let total = 0

  const forget = (name: string) => {
    total -= sizes.get(name) ?? 0
    sizes.delete(name)
  }
  const put = (name: string, size: number) => {
    forget(name)
    sizes.set(name, size)
    total += size
  }
  return {
    total: () => total,
    has: (name) => sizes.has(name),
    put,
    use: (name) => {
      const size = sizes.get(name)
      if (size !== undefined) put(name, size)
    },
    forget,
    replace: (blocks) => {
      sizes.clear()
      total = 0
      for (const { name, size } of blocks) put(name, size)
    },
    hold: (name) => {
      holds.set(name, (holds.get(name) ?? 0) + 1)
    },
    letGo: (name) => {
      const left = (holds.get(name) ?? 0) - 1
      if (left > 0) holds.set(name, left)
      else holds.delete(name)
    },
    victims: (bytes) => {
      const chosen: string[] = []
      let missing = bytes
      for (const [name, size] of sizes) {
        if (missing <= 0) break
        if (holds.has(name)) continue
        chosen.push(name)
        missing -= size
      }
      return missing > 0 ? undefined : chosen
    },
  }
}
