import { type House, longestFit } from './house.js'
import { readSource, type SourceFile } from './source-file.js'

/**
 * Everything in a source tree that breaks the rules of its layout, as sentences.
 *
 * @param files - Texts by path relative to `src`.
 */
export function findViolations(
  files: ReadonlyMap<string, string>,
  house: House,
): string[] {
  const sources = [...files].map(([path, text]) => readSource(path, text))
  return [
    ...sources.flatMap((source) => findForbiddenImports(source, house)),
    ...findCycles(sources),
    ...sources.flatMap(({ path, findings }) =>
      findings.map(({ rule, line }) => `${path}:${line} has ${article(rule)}`),
    ),
  ].sort()
}

function article(rule: string): string {
  return /^[aeiou]/.test(rule) ? `an ${rule}` : `a ${rule}`
}

function findForbiddenImports(
  { path, imports }: SourceFile,
  house: House,
): string[] {
  return imports
    .map(({ target }) => target)
    .filter((target) =>
      target.startsWith('./')
        ? !mayImportFile(path, target.slice(2), house)
        : !mayImportPackage(path, target, house),
    )
    .map((target) => `${path} must not import ${target.replace('./', '')}`)
}

/** Entries import everything, and nothing imports an entry. */
function mayImportFile(path: string, target: string, { shelves }: House) {
  if (!path.includes('/')) return true
  const shelf = longestFit(Object.keys(shelves), path)
  if (shelf === undefined) return false
  return [shelf, ...(shelves[shelf] ?? [])].some((each) =>
    target.startsWith(`${each}/`),
  )
}

function mayImportPackage(path: string, target: string, { packages }: House) {
  const shelf = longestFit(Object.keys(packages), path) ?? ''
  const allowed = path.includes('/') && shelf === '' ? [] : packages[shelf]
  const name = target.startsWith('@aichain/') ? target : packageOf(target)
  return (allowed ?? []).some((each) => each === name || each === scopeOf(name))
}

/** `@scope` of `@scope/name`: a shelf can be allowed a whole scope. */
function scopeOf(name: string): string {
  return name.startsWith('@') && !name.startsWith('@aichain/')
    ? (name.split('/')[0] as string)
    : name
}

/** `@scope/name/part` is of `@scope/name`, `node:fs` of `node`. */
function packageOf(target: string): string {
  if (target.startsWith('node:')) return 'node'
  const parts = target.split('/')
  return parts.slice(0, target.startsWith('@') ? 2 : 1).join('/')
}

/** Cycles of imports that exist at run time; each is told once, from its first file. */
function findCycles(sources: readonly SourceFile[]): string[] {
  const graph = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports
        .filter(
          ({ isTypeOnly, target }) => !isTypeOnly && target.startsWith('./'),
        )
        .map(({ target }) => target.slice(2)),
    ]),
  )
  const cycles = new Set<string>()
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) cycles.add(describeCycle(trail.slice(start)))
    if (start >= 0 || done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return [...cycles]
}

function describeCycle(cycle: readonly string[]): string {
  const first = [...cycle].sort()[0] as string
  const turn = cycle.indexOf(first)
  const ordered = [...cycle.slice(turn), ...cycle.slice(0, turn), first]
  return `import cycle: ${ordered.join(' -> ')}`
}
