import { readFile } from 'node:fs/promises'

const page = await readFile('.next/server/app/index.html', 'utf8')
const [, text] = /<main><p>([^<]*)<\/p><p>function function function/.exec(page)
console.log(text)
