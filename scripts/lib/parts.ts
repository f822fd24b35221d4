/** Something that is built on its own. */
export type Part = {
  /** How people call it. */
  readonly title: string
  readonly folder: string
  /** Files and folders, under the folder, that the result is made of. */
  readonly sources: readonly string[]
  /** A file under the folder that is there once the part is built. */
  readonly result: string
  /** Parts that must be built before. */
  readonly needs: readonly PartName[]
  /** Whether it has type declarations, which take most of a build's time. */
  readonly hasDeclarations: boolean
  /** What Node runs in the folder; a path from the root of the repository. */
  readonly program: string
}

export type PartName =
  | 'base'
  | 'inference'
  | 'ipfs-server'
  | 'sdk'
  | 'devnet'
  | 'chat'

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
    result: 'dist/index.html',
    needs: ['sdk'],
    hasDeclarations: false,
    program: 'scripts/lib/build-page.ts',
  },
}

/** A package that others depend on, built by tsup. */
function library(
  name: string,
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
    result: 'dist/index.js',
    needs,
    hasDeclarations: true,
    program: 'node_modules/tsup/dist/cli-default.js',
  }
}
