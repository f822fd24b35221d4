import { readdirSync } from 'node:fs'
import { defineConfig } from 'tsup'

/** Scripts that engines start by URL. */
const workers = {
  'onnx-worker': 'onnx/worker.ts',
  'integer-worker': 'integer/worker.ts',
  'integer-thread': 'integer/thread.ts',
  'engine-process': 'process/engine-process.ts',
}

/** Every entry of the package, and the workers. */
function entries(): Record<string, string> {
  const found: Record<string, string> = {}
  for (const file of readdirSync('src')) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    found[file.slice(0, -'.ts'.length)] = `src/${file}`
  }
  for (const [name, file] of Object.entries(workers)) {
    found[name] = `src/engine/${file}`
  }
  return found
}

// Declarations take most of the build's time, and running needs none.
const fast = process.env.AICHAIN_BUILD_FAST === '1'

export default defineConfig({
  entry: entries(),
  format: ['esm'],
  target: 'es2022',
  platform: 'neutral',
  tsconfig: 'tsconfig.json',
  // Packages of this repository are dependencies, not parts.
  external: [/^@aichain\//],
  splitting: true,
  sourcemap: true,
  clean: !fast,
  // tsup sets `baseUrl`, which TypeScript 6 refuses unless told to be lenient.
  dts: fast
    ? false
    : {
        compilerOptions: {
          ignoreDeprecations: '6.0',
          // Other packages are read as built, like everybody reads them.
          paths: {},
        },
      },
})
