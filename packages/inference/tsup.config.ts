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
  // Declarations are written by scripts/lib/build-declarations.ts.
  clean: ['!**/*.d.ts'],
  dts: false,
})
