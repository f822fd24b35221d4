/** Something that is built on its own. */
export type Part = {
  /** How people call it. */
  readonly title: string
  readonly folder: string
  /** Files and folders, under the folder, that the result is made of. */
  readonly sources: readonly string[]
  /** Files under the folder that are there once the part is built. */
  readonly results: readonly string[]
  /** Parts that must be built before. */
  readonly needs: readonly PartName[]
  /** What Node runs in the folder; a path from the root of the repository. */
  readonly program: string
}

export type LibraryName =
  | 'base'
  | 'inference'
  | 'ipfs-server'
  | 'sdk'
  | 'devnet'
export type PartName = LibraryName | 'chat' | 'declarations'

/** Packages that others may install. */
export const libraries: readonly LibraryName[] = [
  'base',
  'inference',
  'ipfs-server',
  'sdk',
  'devnet',
]

/** What is built. */
export const parts: Readonly<Record<PartName, Part>> = {
  base: library('base', []),
  inference: library('inference', ['base']),
  'ipfs-server': library('ipfs-server', ['base']),
  sdk: library('sdk', ['base', 'inference']),
  devnet: library(
    'devnet',
    ['base', 'inference', 'ipfs-server', 'sdk'],
    ['../contracts/artifacts'],
  ),
  chat: {
    title: 'the chat page',
    folder: 'examples/chat',
    sources: ['src', 'public', 'index.html', 'package.json', 'vite.config.ts'],
    results: ['dist/index.html'],
    needs: ['sdk'],
    program: 'scripts/lib/build-page.ts',
  },
  declarations: {
    title: 'type declarations',
    folder: 'packages',
    sources: [
      ...libraries.flatMap((name) => [`${name}/src`, `${name}/package.json`]),
      '../tsconfig.base.json',
    ],
    results: libraries.map((name) => `${name}/dist/index.d.ts`),
    // The compiler reads sources only.
    needs: [],
    program: 'scripts/lib/build-declarations.ts',
  },
}

/** The JavaScript of a package, built by tsup. */
function library(
  name: LibraryName,
  needs: readonly PartName[],
  moreSources: readonly string[] = [],
): Part {
  return {
    title: `@aichain/${name}`,
    folder: `packages/${name}`,
    sources: [
      'src',
      'package.json',
      'tsup.config.ts',
      'tsconfig.json',
      '../../tsconfig.base.json',
      ...moreSources,
    ],
    results: ['dist/index.js'],
    needs,
    program: 'node_modules/tsup/dist/cli-default.js',
  }
}
