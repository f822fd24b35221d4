import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'
import { docs } from '../tools/places.js'

type Item = DefaultTheme.SidebarItem

/** The folders that typedoc makes of an entry, in the order a reader wants. */
const kinds = {
  classes: 'Classes',
  functions: 'Functions',
  variables: 'Constants',
  'type-aliases': 'Types',
  interfaces: 'Interfaces',
} as const

function folders(path: string): readonly string[] {
  return readdirSync(join(docs, path))
    .filter((name) => statSync(join(docs, path, name)).isDirectory())
    .sort()
}

/** Paths of the entries that have pages: `api/sdk`, `api/sdk/core`. */
function entries(path: string): readonly string[] {
  const inside = folders(path)
    .filter((name) => !(name in kinds))
    .flatMap((name) => entries(`${path}/${name}`))
  return path === 'api' ? inside : [path, ...inside]
}

function names(entry: string, kind: string): readonly Item[] {
  return readdirSync(join(docs, entry, kind))
    .sort()
    .map((file) => file.replace(/\.md$/, ''))
    .map((name) => ({ text: name, link: `/${entry}/${kind}/${name}` }))
}

function importName(entry: string): string {
  return entry.replace('api/', '@aichain/')
}

/**
 * A sidebar for each entry of each package. One for all would put hundreds of
 * links into every page.
 */
export function apiSidebar(): DefaultTheme.SidebarMulti {
  const all = entries('api')
  const list: Item = {
    text: 'API',
    link: '/api/',
    items: all.map((entry) => ({
      text: importName(entry),
      link: `/${entry}/`,
    })),
  }
  const groups = (entry: string): Item[] =>
    folders(entry)
      .filter((kind): kind is keyof typeof kinds => kind in kinds)
      .sort(
        (a, b) => Object.keys(kinds).indexOf(a) - Object.keys(kinds).indexOf(b),
      )
      .map((kind) => ({
        text: kinds[kind],
        collapsed: false,
        items: [...names(entry, kind)],
      }))
  const own = (entry: string): Item[] => [
    { text: '← All entries', link: '/api/' },
    { text: importName(entry), link: `/${entry}/` },
    ...groups(entry),
  ]
  return {
    '/api/': [list],
    ...Object.fromEntries(all.map((entry) => [`/${entry}/`, own(entry)])),
  }
}
