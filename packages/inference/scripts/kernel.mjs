// Compiles the integer engine's kernel and embeds it, so that neither users nor
// browsers have a second file to find.
//
//   node scripts/kernel.mjs           writes src/adapters/integer/kernel-binary.ts
//   node scripts/kernel.mjs --check   fails if that file is not what it would write
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compileKernel, embed } from './compile-kernel.mjs'

const target = fileURLToPath(
  new URL('../src/engine/integer/kernel-binary.ts', import.meta.url),
)
const text = embed(await compileKernel())
if (!process.argv.includes('--check')) {
  writeFileSync(target, text)
} else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(
    'The kernel differs from its sources: run `npm run kernel -w @aichain/sdk`.\n',
  )
  process.exitCode = 1
}
