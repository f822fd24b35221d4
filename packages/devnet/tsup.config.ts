import { defineConfig } from 'tsup'

// Declarations take most of the build's time, and running needs none.
const fast = process.env.AICHAIN_BUILD_FAST === '1'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    cli: 'src/cli.ts',
    bin: 'src/bin.ts',
    'lane-1': 'src/lane-1.ts',
    // Started as processes of their own, by URL.
    'chain-supervisor': 'src/chain/supervisor.ts',
    'node-process': 'src/nodes/node-process.ts',
  },
  format: ['esm'],
  target: 'es2022',
  platform: 'node',
  tsconfig: 'tsconfig.json',
  // The contracts' bytecode is part of this package; the others are packages.
  noExternal: [/^@aichain\/contracts/],
  external: [/^@aichain\//],
  splitting: true,
  sourcemap: true,
  clean: !fast,
  // tsup sets `baseUrl`, which TypeScript 6 refuses unless told to be lenient.
  dts: fast
    ? false
    : {
        entry: { index: 'src/index.ts' },
        compilerOptions: { ignoreDeprecations: '6.0', paths: {} },
      },
})
