import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { node, root } from '../bootstrap/programs.mjs'
import type { Steps } from '../bootstrap/steps.mjs'
import { type BuildStamp, openBuildStamps } from './build-stamps.js'
import { builtAt, fingerprint } from './fingerprint.js'
import { inOrderOfNeed } from './in-order-of-need.js'
import { type Part, type PartName, parts } from './parts.js'
import { typescriptFlags } from './typescript-flags.js'

export type BuildOptions = {
  /** What is wanted; the parts that they need are built, too. All by default. */
  readonly targets?: readonly PartName[]
  /** Running needs no type declarations, and a build without is much faster. */
  readonly declarations?: boolean
}

/** Builds every part that is stale, as many at a time as there are cores. */
export async function build(
  steps: Steps,
  { targets, declarations = false }: BuildOptions = {},
): Promise<void> {
  const stamps = await openBuildStamps()
  const prints = new Map<PartName, string>()
  await inOrderOfNeed({
    needsOf: (name) => parts[name].needs,
    targets: targets ?? (Object.keys(parts) as PartName[]),
    atOnce: availableParallelism(),
    async work(name) {
      const part = parts[name]
      const print = await fingerprint(
        part,
        part.needs.map((need) => prints.get(need) ?? ''),
      )
      prints.set(name, print)
      const withDeclarations = declarations && part.hasDeclarations
      const stamp = stamps.get(name)
      if (isFresh(stamp, print, withDeclarations, await builtAt(part))) {
        steps.skip(`Build of ${part.title}`, 'up to date')
        return
      }
      await run(steps, part, withDeclarations)
      await stamps.set(name, {
        print,
        declarations: withDeclarations,
        at: await builtAt(part),
      })
    },
  })
}

/** A result that other hands wrote since is not fresh. */
function isFresh(
  stamp: BuildStamp | undefined,
  print: string,
  declarations: boolean,
  at: number | undefined,
): boolean {
  if (stamp === undefined || stamp.print !== print) return false
  if (declarations && !stamp.declarations) return false
  return at !== undefined && stamp.at === at
}

function run(steps: Steps, part: Part, declarations: boolean): Promise<string> {
  const title = `Building ${part.title}`
  const flags = part.program.endsWith('.ts') ? typescriptFlags : []
  return steps.run(title, () =>
    node(title, [...flags, join(root, part.program)], {
      cwd: join(root, part.folder),
      env: { ...process.env, AICHAIN_BUILD_FAST: declarations ? '0' : '1' },
    }),
  )
}
