import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { node, root } from '../bootstrap/programs.mjs'
import type { Steps } from '../bootstrap/steps.mjs'
import { openBuildStamps } from './build-stamps.js'
import { builtAt, fingerprint } from './fingerprint.js'
import { inOrderOfNeed } from './in-order-of-need.js'
import { libraries, type Part, type PartName, parts } from './parts.js'
import { typescriptFlags } from './typescript-flags.js'

export type BuildOptions = {
  /** What is wanted; what it needs is built, too. By default all that runs. */
  readonly targets?: readonly PartName[]
  /** Running needs no type declarations, and they take most of the time. */
  readonly declarations?: boolean
}

/** Builds every part that is stale, as many at a time as there are cores. */
export async function build(
  steps: Steps,
  { targets = [...libraries, 'chat'], declarations = false }: BuildOptions = {},
): Promise<void> {
  const stamps = await openBuildStamps()
  const prints = new Map<PartName, string>()
  await inOrderOfNeed<PartName>({
    needsOf: (name) => parts[name].needs,
    // What takes longest begins first.
    targets: declarations ? ['declarations', ...targets] : targets,
    atOnce: availableParallelism(),
    async work(name) {
      const part = parts[name]
      const needs = part.needs.map((need) => prints.get(need) ?? '')
      const print = await fingerprint(part, needs)
      prints.set(name, print)
      const stamp = stamps.get(name)
      const at = await builtAt(part)
      // A result that other hands wrote since is not ours.
      if (at !== undefined && stamp?.print === print && stamp.at === at) {
        steps.skip(`Build of ${part.title}`, 'up to date')
        return
      }
      await run(steps, part)
      await stamps.set(name, { print, at: await builtAt(part) })
    },
  })
}

function run(steps: Steps, part: Part): Promise<string> {
  const title = `Building ${part.title}`
  const flags = part.program.endsWith('.ts') ? typescriptFlags : []
  return steps.run(title, () =>
    node(title, [...flags, join(root, part.program)], {
      cwd: join(root, part.folder),
    }),
  )
}
