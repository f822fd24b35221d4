import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { llmsFullText, llmsText, readChapters, writeLlms } from './llms.js'

const page = (path: string, description: string) => ({
  path,
  title: `Title of ${path}`,
  description,
  text: `# Title of ${path}\n\nText.\n`,
})

const chapters = [
  { title: 'Guides', pages: [page('guides/a', 'About a.')] },
  { title: 'Decisions', pages: [page('adr/0001', '')] },
]

test('llms.txt has the title, the summary, and a list for each section', () => {
  const lines = llmsText(chapters).split('\n')
  expect(lines[0]).toBe('# AIChain')
  expect(lines[2]).toMatch(/^> /)
  expect(lines.filter((line) => /^(## |- )/.test(line))).toEqual([
    '## Guides',
    '- [Title of guides/a](guides/a.md): About a.',
    '## Optional',
    '- [Title of adr/0001](adr/0001.md)',
  ])
})

test('llms-full.txt holds the pages and leaves the decisions out', () => {
  const text = llmsFullText(chapters)
  expect(text).toContain('<!-- guides/a.md -->\n\n# Title of guides/a')
  expect(text).not.toContain('adr/0001')
})

test('every link of llms.txt is a file of the site', async () => {
  const site = await mkdtemp(join(tmpdir(), 'docs-llms-'))
  try {
    await writeLlms(site, await readChapters())
    const text = await readFile(join(site, 'llms.txt'), 'utf8')
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1])
    expect(links.length).toBeGreaterThan(40)
    for (const link of links)
      expect(await readFile(join(site, `${link}`), 'utf8')).toMatch(/\n# |^# /)
  } finally {
    await rm(site, { recursive: true, force: true })
  }
})
