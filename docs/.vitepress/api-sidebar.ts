import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'
import { byImportance } from '../tools/entry-points.js'
import { docs } from '../tools/places.js'

type Item = DefaultTheme.SidebarItem

/** A heading of the sidebar: a folder that typedoc makes, and which of its names. */
type Group = {
  readonly title: string
  readonly folder: string
  readonly holds: (name: string) => boolean
}

const isError = (name: string) => name.endsWith('Error')

/** In the order that a reader wants. */
const groups: readonly Group[] = [
  { title: 'Classes', folder: 'classes', holds: (name) => !isError(name) },
  { title: 'Functions', folder: 'functions', holds: () => true },
  { title: 'Constants', folder: 'variables', holds: () => true },
  { title: 'Types', folder: 'type-aliases', holds: () => true },
  { title: 'Interfaces', folder: 'interfaces', holds: () => true },
  { title: 'Errors', folder: 'classes', holds: isError },
]

const kinds = new Set(groups.map(({ folder }) => folder))

function folders(path: string): readonly string[] {
  return readdirSync(join(docs, path))
    .filter((name) => statSync(join(docs, path, name)).isDirectory())
    .sort(byImportance)
}

/** Paths of the entries that have pages: `api/sdk`, `api/sdk/core`. */
function entries(path: string): readonly string[] {
  const inside = folders(path)
    .filter((name) => !kinds.has(name))
    .flatMap((name) => entries(`${path}/${name}`))
  return path === 'api' ? inside : [path, ...inside]
}

function names(entry: string, folder: string): readonly string[] {
  if (!existsSync(join(docs, entry, folder))) return []
  return readdirSync(join(docs, entry, folder))
    .sort()
    .map((file) => file.replace(/\.md$/, ''))
}

function section(entry: string, { title, folder, holds }: Group): Item {
  const items = names(entry, folder)
    .filter(holds)
    .map((name) => ({ text: name, link: `/${entry}/${folder}/${name}` }))
  return { text: title, collapsed: title === 'Errors', items }
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
  const own = (entry: string): Item[] => [
    { text: '← All entries', link: '/api/' },
    { text: importName(entry), link: `/${entry}/` },
    ...groups
      .map((group) => section(entry, group))
      .filter(({ items }) => items && items.length > 0),
  ]
  return {
    '/api/': [list],
    ...Object.fromEntries(all.map((entry) => [`/${entry}/`, own(entry)])),
  }
}
