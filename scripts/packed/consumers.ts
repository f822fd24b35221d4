/** A small project that uses the packages as somebody outside would. */
export type Consumer = {
  /** A folder of packages/sdk/test/consumers. */
  readonly project: string
  /** Further versions of Node.js that run it. */
  readonly nodes?: readonly string[]
}

const everyNode = ['20.19.0', '22.23.3', '24.21.0', '26.10.0']

/** Every kind of project; the plain ones on every Node.js that is named. */
export const consumers: readonly Consumer[] = [
  { project: 'esm', nodes: everyNode },
  { project: 'devnet', nodes: everyNode },
  { project: 'commonjs' },
  { project: 'nodenext' },
  { project: 'bundler' },
  { project: 'vite' },
  { project: 'webpack' },
  { project: 'next' },
  { project: 'worker' },
  { project: 'bun' },
  { project: 'bun-devnet' },
  { project: 'deno' },
  { project: 'jest' },
]
