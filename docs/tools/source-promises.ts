import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import {
  generatedPages,
  generatedText,
  isGenerated,
} from './generated-pages.js'
import { docs, repository, root } from './places.js'
import { slug } from './slug.js'

/** A Markdown file, its path in the repository, and where its relative paths start. */
export type Source = { readonly path: string; readonly text: string }

const outputs = /^docs\/(?:site|api)\b/
const folders = /^(?:packages|docs|examples|scripts|\.ci|\.github)\//

/** Every Markdown file that people read: pages, READMEs, rules. */
export async function readSources(): Promise<readonly Source[]> {
  const pages = (await readdir(docs, { recursive: true }))
    .filter(
      (file) => !/(?:^|[\\/])(?:node_modules|site|api|\.cache)[\\/]/.test(file),
    )
    .map((file) => join('docs', file))
  const generated = [...generatedPages.keys()].map((path) => `docs/${path}.md`)
  const top = (await readdir(root)).filter((file) => file !== 'node_modules')
  const nested = ['packages', 'examples'].map(async (folder) =>
    (await readdir(join(root, folder))).map((name) =>
      join(folder, name, 'README.md'),
    ),
  )
  const written = [
    ...top,
    ...pages,
    ...(await Promise.all(nested)).flat(),
  ].filter((file) => file.endsWith('.md') && existsSync(join(root, file)))
  const files = [...new Set([...written, ...generated])].sort()
  return Promise.all(
    files.map(async (path) => ({
      path,
      text: await readText(path),
    })),
  )
}

/** A file of the repository, or one that would be written. */
async function readText(path: string): Promise<string> {
  return generatedText(path) ?? readFile(join(root, path), 'utf8')
}

function isThere(path: string): boolean {
  return isGenerated(path) || existsSync(join(root, path))
}

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '')
}

function anchors(text: string): ReadonlySet<string> {
  const headings = [...withoutFences(text).matchAll(/^#+ (.*)$/gm)]
  const ids = [...text.matchAll(/ id="([^"]*)"/g)]
  return new Set([
    ...headings.map((match) => slug(match[1] ?? '')),
    ...ids.map((match) => match[1] ?? ''),
  ])
}

/** Where a link leads in the repository; `undefined` if it leads out of it. */
function target(path: string, link: string): string | undefined {
  const own = new RegExp(`^${repository}/(?:blob|tree)/main/?`)
  if (own.test(link)) return link.replace(own, '') || '.'
  if (/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(link)) return undefined
  return join(dirname(path), link)
}

async function linkProblem(
  { path }: Source,
  link: string,
): Promise<string | undefined> {
  if (/^https:\/\/github\.com\/[\w-]+\/aichain\b/.test(link))
    if (!link.startsWith(repository)) return `${link} is another repository`
  const [address = '', hash = ''] = link.split('#')
  const file = address === '' ? path : target(path, address)
  if (file === undefined || outputs.test(file)) return undefined
  if (!isThere(file)) return `${link} leads nowhere`
  if (!hash || !file.endsWith('.md')) return undefined
  return anchors(await readText(file)).has(hash)
    ? undefined
    : `${link} has no such anchor`
}

/** Links of the Markdown that lead nowhere in the repository. */
export async function linkProblems(
  sources: readonly Source[],
): Promise<readonly string[]> {
  const problems: string[] = []
  for (const source of sources)
    for (const [, link = ''] of withoutFences(source.text).matchAll(
      /\]\(([^)\s]+)\)/g,
    )) {
      const problem = await linkProblem(source, link)
      if (problem) problems.push(`${source.path}: ${problem}`)
    }
  return problems
}

/** Files and folders that the text names in code and that are not there. */
export function pathProblems(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ path, text }) =>
    [...text.matchAll(/`([^`\s]+)`|\b(?:node|tsx|vitest run) (\S+)/g)]
      .map((match) => match[1] ?? match[2] ?? '')
      .map((name) => name.replace(/[`.,;)]+$/, ''))
      .filter((name) => folders.test(name) && !/[*{}<>…()$]/.test(name))
      .filter((name) => !outputs.test(name))
      .filter((name) => !isThere(normalize(name)))
      .map((name) => `${path}: there is no ${name}`),
  )
}

type Manifest = {
  readonly name: string
  readonly scripts?: Record<string, string>
}

async function readManifests(): Promise<ReadonlyMap<string, Manifest>> {
  const parents = ['packages', 'examples']
  const found = new Map<string, Manifest>()
  const add = async (folder: string) => {
    const file = join(root, folder, 'package.json')
    if (!existsSync(file)) return
    const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'))
    for (const name of [folder, manifest.name]) found.set(name, manifest)
  }
  await add('')
  for (const parent of parents)
    for (const name of await readdir(join(root, parent)))
      await add(join(parent, name))
  return found
}

/** `npm run` commands that no `package.json` has. */
export async function commandProblems(
  sources: readonly Source[],
): Promise<readonly string[]> {
  const manifests = await readManifests()
  const command =
    /npm run(?: -s)?(?: -w (\S+))? ([a-z][\w:-]*)(?:(?: -s)? -w ([\w@/-]+))?/g
  return sources.flatMap(({ path, text }) =>
    [...text.matchAll(command)].flatMap(([all, before, script = '', after]) => {
      const workspace = before ?? after
      // A package's own README may leave out where it is.
      const places = workspace ? [workspace] : ['', dirname(path)]
      const isThere = places.some(
        (place) => manifests.get(place)?.scripts?.[script],
      )
      return isThere ? [] : [`${path}: there is no "${all}"`]
    }),
  )
}
