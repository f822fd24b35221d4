/** A heading of the sidebar, and the pages under it: paths in `docs`, without `.md`. */
export type Section = {
  readonly title: string
  readonly pages: readonly string[]
}

/** What the sidebar and `llms.txt` list, in reading order. */
export const navigation: readonly Section[] = [
  {
    title: 'Build a dApp',
    pages: [
      'guides/dapp-developer',
      'guides/testing',
      'economics',
      'guides/indexer',
      'guides/models',
      'guides/deploy',
      'deploying',
      'errors',
    ],
  },
  {
    title: 'Run a node',
    pages: ['guides/node-operator', 'determinism', 'inference-speed'],
  },
  {
    title: 'Decide whether to trust it',
    pages: [
      'guides/reader',
      'protocol',
      'reading-the-contracts',
      'proof',
      'formal',
    ],
  },
  {
    title: 'Reference',
    pages: ['glossary', 'sampling', 'integer-engine'],
  },
]
