import { readdir } from 'node:fs/promises'

const folder = new URL('dist/assets/', import.meta.url)
const [script] = (await readdir(folder)).filter((name) => name.endsWith('.js'))
await import(new URL(script, folder).href)
console.log(await globalThis.answer)
