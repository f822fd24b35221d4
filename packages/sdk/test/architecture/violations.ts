import { readSource, type SourceFile } from './source-file.js'

/** Layer by layer, what it may import besides itself. Files outside any folder are the entries. */
const layers: Readonly<Record<string, readonly string[]>> = {
  core: [],
  errors: ['core'],
  ports: ['core', 'errors'],
  abi: [],
  internal: ['core', 'errors', 'ports'],
  clients: ['core', 'errors', 'ports', 'internal'],
  adapters: ['core', 'errors', 'ports', 'internal', 'abi'],
  testing: ['core', 'errors', 'ports', 'internal'],
  entries: [
    'core',
    'errors',
    'ports',
    'abi',
    'internal',
    'clients',
    'adapters',
    'testing',
  ],
}

/** Which packages a folder may name; the longest path that fits decides, none names nothing. */
const packages: Readonly<Record<string, readonly string[]>> = {
  core: ['@noble/hashes', 'multiformats'],
  'adapters/viem': ['viem'],
  'adapters/kubo': ['kubo-rpc-client', 'ipfs-unixfs-importer', 'multiformats'],
  'adapters/gateway': ['multiformats'],
  'adapters/ipfs': [
    '@ipld/dag-pb',
    'ipfs-unixfs',
    'ipfs-unixfs-exporter',
    'ipfs-unixfs-importer',
    'multiformats',
  ],
  'adapters/memory': [
    '@noble/hashes',
    'ipfs-unixfs-exporter',
    'ipfs-unixfs-importer',
    'multiformats',
  ],
  'adapters/node': ['node'],
  'adapters/inference': [
    '@huggingface/jinja',
    '@huggingface/tokenizers',
    'node',
  ],
  'adapters/onnx': ['node', 'onnx-proto', 'onnxruntime-web'],
  'adapters/integer': ['node'],
  'adapters/transformers': ['onnxruntime-web'],
}

/**
 * Everything in a source tree that breaks the rules of its layout, as sentences.
 *
 * @param files - Texts by path relative to `src`.
 */
export function findViolations(files: ReadonlyMap<string, string>): string[] {
  const sources = [...files].map(([path, text]) => readSource(path, text))
  return [
    ...sources.flatMap(findForbiddenImports),
    ...findCycles(sources),
    ...sources.flatMap(({ path, findings }) =>
      findings.map(({ rule, line }) => `${path}:${line} has ${article(rule)}`),
    ),
  ].sort()
}

function article(rule: string): string {
  return /^[aeiou]/.test(rule) ? `an ${rule}` : `a ${rule}`
}

function findForbiddenImports({ path, imports }: SourceFile): string[] {
  const layer = layerOf(path)
  return imports
    .map(({ target }) => target)
    .filter((target) =>
      target.startsWith('./')
        ? !mayImportLayer(layer, layerOf(target.slice(2)))
        : !mayImportPackage(path, target),
    )
    .map((target) => `${path} must not import ${target.replace('./', '')}`)
}

function layerOf(path: string): string {
  const [first = '', ...rest] = path.split('/')
  return rest.length === 0 ? 'entries' : first
}

function mayImportLayer(layer: string, imported: string): boolean {
  return layer === imported || (layers[layer] ?? []).includes(imported)
}

function mayImportPackage(path: string, target: string): boolean {
  const folder = Object.keys(packages)
    .filter((each) => path.startsWith(`${each}/`))
    .sort((a, b) => b.length - a.length)[0]
  return (packages[folder ?? ''] ?? []).includes(packageOf(target))
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
