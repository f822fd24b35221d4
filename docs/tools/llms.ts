import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Section } from './navigation.js'
import { type Page, readPage, sections } from './pages.js'
import { repository } from './places.js'

/** Sections with their pages read. */
export type Chapter = Omit<Section, 'pages'> & {
  readonly pages: readonly Page[]
}

const introduction = `# AIChain

> TypeScript SDK and Solidity contracts for AI chat with a consensus on every
> answer: staked nodes compute the same model bit for bit, a contract pays the
> nodes that gave the most popular output and slashes the others, and the client
> checks the answer's bytes against the CID that won.
`

/** Links of a page lead to Markdown as well, relative to the site's root. */
function line({ path, title, description }: Page): string {
  return `- [${title}](${path}.md)${description && `: ${description}`}`
}

/** The file that https://llmstxt.org describes, from the sidebar's own data. */
export function llmsText(chapters: readonly Chapter[]): string {
  const lists = chapters.map(({ title, pages }) => {
    // The format skips what comes under this name when space is short.
    const name = title === 'Decisions' ? 'Optional' : title
    return `## ${name}\n\n${pages.map(line).join('\n')}\n`
  })
  const all = `Everything in one file: [llms-full.txt](llms-full.txt). Source: ${repository}`
  return [introduction, `${all}\n`, ...lists].join('\n')
}

/** All pages one after the other, the decisions left out. */
export function llmsFullText(chapters: readonly Chapter[]): string {
  const pages = chapters
    .filter(({ title }) => title !== 'Decisions')
    .flatMap((chapter) => chapter.pages)
  const texts = pages.map(
    ({ path, text }) => `<!-- ${path}.md -->\n\n${text.trim()}\n`,
  )
  return [introduction, ...texts].join('\n')
}

/** Every section of the sidebar, its pages read. */
export async function readChapters(): Promise<readonly Chapter[]> {
  const all = await sections()
  return Promise.all(
    all.map(async ({ title, pages }) => ({
      title,
      pages: await Promise.all(pages.map(readPage)),
    })),
  )
}

/** Writes both files, and each page's Markdown beside its HTML. */
export async function writeLlms(
  site: string,
  chapters: readonly Chapter[],
): Promise<void> {
  await writeFile(join(site, 'llms.txt'), llmsText(chapters))
  await writeFile(join(site, 'llms-full.txt'), llmsFullText(chapters))
  for (const { path, text } of chapters.flatMap(({ pages }) => pages)) {
    const file = join(site, `${path}.md`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text.trimStart())
  }
}
