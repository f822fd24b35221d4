import { readdir } from 'node:fs/promises'

// The bundle is for browsers, but what it does here needs only the language.
globalThis.document ??= undefined
const folder = new URL('dist/assets/', import.meta.url)
const [script] = (await readdir(folder)).filter((name) => name.endsWith('.js'))
await import(new URL(script, folder).href)
console.log(await globalThis.answer)
