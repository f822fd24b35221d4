/**
 * Does work for targets and all that they need, each after what it needs, and
 * as many at a time as is allowed. After a failure nothing new is begun; what
 * runs is waited for, and the first error is thrown.
 */
export async function inOrderOfNeed<Name extends string>(options: {
  readonly targets: readonly Name[]
  readonly needsOf: (name: Name) => readonly Name[]
  readonly atOnce: number
  readonly work: (name: Name) => Promise<void>
}): Promise<void> {
  const { targets, needsOf, atOnce, work } = options
  const waiting = withNeeds(targets, needsOf)
  const running = new Map<Name, Promise<void>>()
  const done = new Set<Name>()
  const errors: unknown[] = []

  async function begin(name: Name): Promise<void> {
    try {
      await work(name)
      done.add(name)
    } catch (error) {
      errors.push(error)
    } finally {
      running.delete(name)
    }
  }

  const isReady = (name: Name): boolean =>
    needsOf(name).every((need) => done.has(need))
  const next = (): Name | undefined =>
    errors.length === 0 && running.size < atOnce
      ? [...waiting].find(isReady)
      : undefined

  while (true) {
    for (let name = next(); name !== undefined; name = next()) {
      waiting.delete(name)
      running.set(name, begin(name))
    }
    if (running.size === 0) break
    await Promise.race(running.values())
  }
  if (errors.length > 0) throw errors[0]
}

function withNeeds<Name>(
  targets: readonly Name[],
  needsOf: (name: Name) => readonly Name[],
): Set<Name> {
  const found = new Set<Name>()
  const add = (name: Name): void => {
    if (found.has(name)) return
    for (const need of needsOf(name)) add(need)
    found.add(name)
  }
  for (const target of targets) add(target)
  return found
}
