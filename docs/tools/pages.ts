import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generatedText } from './generated-pages.js'
import { navigation, type Section } from './navigation.js'
import { docs } from './places.js'

/** A page of the documentation, as its author wrote it. */
export type Page = {
  /** In `docs`, without `.md`: `guides/testing`. */
  readonly path: string
  readonly title: string
  /** One sentence; decisions have none. */
  readonly description: string
  /** Markdown after the frontmatter. */
  readonly text: string
}

/** Front matter here is one line a key, which needs no YAML library. */
export function parsePage(path: string, source: string): Page {
  const [, head = '', text = source] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? []
  const value = (key: string) =>
    new RegExp(`^${key}: "?(.*?)"?$`, 'm').exec(head)?.[1] ?? ''
  return {
    path,
    title: value('title'),
    description: value('description'),
    text,
  }
}

/** Reads one page. */
export async function readPage(path: string): Promise<Page> {
  const text = generatedText(`docs/${path}.md`)
  if (text !== undefined) return parsePage(path, text)
  return parsePage(path, await readFile(join(docs, `${path}.md`), 'utf8'))
}

/** The navigation, with the decision records at its end. */
export async function sections(): Promise<readonly Section[]> {
  const files = (await readdir(join(docs, 'adr'))).sort()
  const pages = files.map((file) => `adr/${file.replace(/\.md$/, '')}`)
  return [...navigation, { title: 'Decisions', pages }]
}
