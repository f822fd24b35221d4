import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { askInMemory } from './shared/ask-in-memory.js'

// Every entry can be imported, with the peers that its users install.
for (const name of ['@aichain/sdk', '@aichain/inference', '@aichain/base']) {
  const manifest = createRequire(import.meta.url).resolve(
    `${name}/package.json`,
  )
  const { exports } = JSON.parse(readFileSync(manifest, 'utf8'))
  for (const entry of Object.keys(exports)) {
    if (entry.endsWith('.json')) continue
    const names = Object.keys(await import(name + entry.slice(1)))
    if (names.length === 0) throw new Error(`${name}${entry.slice(1)} is empty`)
  }
}
console.log(await askInMemory())
