import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generatedPages } from './generated-pages.js'
import { parsePage, readPage, sections } from './pages.js'
import { docs } from './places.js'

const all = await sections()
const paths = all.flatMap(({ pages }) => pages)
const pages = await Promise.all(paths.map(readPage))

async function markdown(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(docs, folder))
  return files
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file.replace(/\.md$/, '')))
}

test('every page is in the navigation, once', async () => {
  const written = (
    await Promise.all(['', 'guides', 'adr'].map(markdown))
  ).flat()
  const all = new Set([...written, ...generatedPages.keys()])
  expect([...paths, 'index'].sort()).toEqual([...all].sort())
})

test('every page has its heading as its title', () => {
  const other = pages.filter(
    ({ title, text }) => /^# (.*)$/m.exec(text)?.[1] !== title,
  )
  expect(other.map(({ path }) => path)).toEqual([])
})

test('every page but a decision says in a sentence what it holds', () => {
  const silent = pages.filter(
    ({ path, description }) =>
      !path.startsWith('adr/') && !/^[A-Z].{20,150}\.$/.test(description),
  )
  expect(silent.map(({ path }) => path)).toEqual([])
})

test('front matter is read with and without quotes', () => {
  const source =
    '---\ntitle: "0001: A"\ndescription: What it is.\n---\n\n# 0001: A\n'
  expect(parsePage('a', source)).toEqual({
    path: 'a',
    title: '0001: A',
    description: 'What it is.',
    text: '\n# 0001: A\n',
  })
})

test('a page without front matter has no title', () => {
  expect(parsePage('a', '# A\n').title).toBe('')
})
