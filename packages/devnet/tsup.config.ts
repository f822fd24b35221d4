import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    cli: 'src/cli.ts',
    bin: 'src/bin.ts',
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
  // Declarations are written by scripts/lib/build-declarations.ts.
  clean: ['!**/*.d.ts'],
  dts: false,
})
