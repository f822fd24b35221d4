/** A small project that uses the packages as somebody outside would. */
export type Consumer = {
  /** A folder of packages/sdk/test/consumers. */
  readonly project: string
  /** The version of Node.js that runs it; the one that runs this otherwise. */
  readonly node?: string
}

/** Every kind of project, and every Node.js that the packages name. */
export const consumers: readonly Consumer[] = [
  { project: 'esm' },
  { project: 'esm', node: '20.19.0' },
  { project: 'esm', node: '22.23.3' },
  { project: 'esm', node: '24.21.0' },
  { project: 'esm', node: '26.10.0' },
  { project: 'commonjs' },
  { project: 'nodenext' },
  { project: 'bundler' },
  { project: 'vite' },
  { project: 'webpack' },
  { project: 'next' },
  { project: 'worker' },
  { project: 'bun' },
  { project: 'deno' },
]

/** How people call it. */
export function titleOf({ project, node }: Consumer): string {
  return node === undefined ? project : `${project} on Node.js ${node}`
}
