import { createRequire } from 'node:module'

/**
 * The path of forge in its platform package, so that neither an install script
 * nor a global Foundry is needed; ends the process if it is not there.
 */
export function binary(): string {
  const found = findBinary()
  if (found.ok) return found.path
  process.stderr.write(`${found.reason}\n`)
  process.exit(1)
}

/** The path of forge, or why there is none. */
export function findBinary():
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string } {
  const name = `@foundry-rs/forge-${platform()}/bin/forge${process.platform === 'win32' ? '.exe' : ''}`
  const here = createRequire(import.meta.url)
  const beside = createRequire(here.resolve('@foundry-rs/forge/package.json'))
  try {
    return { ok: true, path: beside.resolve(name) }
  } catch {
    const reason = `${name} is missing: npm left out optional dependencies, or forge has no build for this platform`
    return { ok: false, reason }
  }
}

function platform(): string {
  const architectures: Partial<Record<NodeJS.Architecture, string>> = {
    x64: 'amd64',
    arm64: 'arm64',
  }
  return `${process.platform}-${architectures[process.arch] ?? process.arch}`
}
