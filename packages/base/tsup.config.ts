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
