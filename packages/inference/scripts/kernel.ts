// Compiles the integer engine's kernel and embeds it, so that neither users nor
// browsers have a second file to find.
//
//   npm run kernel -w @aichain/inference              writes kernel-binary.ts
//   npm run kernel -w @aichain/inference -- --check   fails if it would change that file
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compileKernel, embed } from './compile-kernel.js'

const target = fileURLToPath(
  new URL('../src/engine/integer/kernel-binary.ts', import.meta.url),
)
const text = embed(await compileKernel())
if (!process.argv.includes('--check')) {
  writeFileSync(target, text)
} else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(
    'The kernel differs from its sources: run `npm run kernel -w @aichain/inference`.\n',
  )
  process.exitCode = 1
}
