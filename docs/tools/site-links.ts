import { existsSync, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, posix, relative, sep } from 'node:path'

type Target = { readonly path: string; readonly hash: string }

const attributes = /<[a-z][^>]*?\s(?:href|src)="([^"]*)"/g
const identifiers = /<[a-z][^>]*?\sid="([^"]*)"/g

function capture(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}

async function htmlFiles(site: string): Promise<readonly string[]> {
  const all = await readdir(site, { recursive: true })
  return all
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.split(sep).join('/'))
    .sort()
}

/** What a link of a page means inside the site; `undefined` if it leads out of it. */
export function resolveLink(
  page: string,
  link: string,
  base: string,
): Target | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(link)) return undefined
  const [beforeHash = '', hash = ''] = link.replaceAll('&amp;', '&').split('#')
  const [path = ''] = beforeHash.split('?')
  const from = posix.join(base, page)
  const absolute =
    path === '' ? from : posix.resolve('/', posix.dirname(from), path)
  const folder = path.endsWith('/')
    ? `${absolute === '/' ? '' : absolute}/`
    : absolute
  const inside = decodeURI(folder).startsWith(base)
    ? decodeURI(folder).slice(base.length)
    : `(outside the site) ${folder}`
  return {
    path:
      inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside,
    hash: decodeURIComponent(hash),
  }
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}

/**
 * Every link and image of a built site that leads nowhere, and every anchor that
 * could lead to two places, one line each. Pages
 * are read as files: nothing is fetched, and addresses of other hosts are left
 * alone.
 */
export async function siteLinkProblems(
  site: string,
  base = '/',
): Promise<readonly string[]> {
  const files = await htmlFiles(site)
  const pages = new Map<string, string>()
  for (const file of files)
    pages.set(file, await readFile(join(site, file), 'utf8'))
  const ids = new Map(
    [...pages].map(([file, html]) => [
      file,
      new Set(capture(html, identifiers)),
    ]),
  )
  const isThere = (path: string) => {
    const file = join(site, path)
    return (
      !relative(site, file).startsWith('..') &&
      existsSync(file) &&
      statSync(file).isFile()
    )
  }
  const problems = new Set<string>()
  for (const [page, html] of pages)
    for (const id of repeated(capture(html, identifiers)))
      problems.add(`${page}: the anchor ${id} is there twice`)
  for (const [page, html] of pages)
    for (const link of capture(html, attributes)) {
      const target = resolveLink(page, link, base)
      if (!target) continue
      if (!isThere(target.path)) problems.add(`${page}: ${link} leads nowhere`)
      else if (target.hash && ids.get(target.path)?.has(target.hash) === false)
        problems.add(`${page}: ${link} has no such anchor`)
    }
  return [...problems]
}
