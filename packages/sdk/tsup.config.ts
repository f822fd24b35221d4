import { readdirSync } from 'node:fs'
import { defineConfig } from 'tsup'

/** Every entry of the package. */
function entries(): Record<string, string> {
  const found: Record<string, string> = {}
  for (const file of readdirSync('src')) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    found[file.slice(0, -'.ts'.length)] = `src/${file}`
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
