// How close the integer engine's scores are to those of float32, on the default
// model: teacher-forced on the prose of this repository, and free-running.
//
//   node packages/sdk/bench/quality.mjs [--json]
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

// The engines' inner parts are no entries of the package: bundled from source.
const file = (name) => fileURLToPath(new URL(name, import.meta.url))
const outfile = file('quality/.bundle.mjs')
await build({
  entryPoints: [file('quality/main.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'error',
})
try {
  await import(outfile)
} finally {
  await rm(outfile, { force: true })
}
