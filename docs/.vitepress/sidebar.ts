import type { DefaultTheme } from 'vitepress'
import { readPage, sections } from '../tools/pages.js'

/** The sidebar of everything but the API, from the navigation. */
export async function sidebar(): Promise<DefaultTheme.SidebarItem[]> {
  const all = await sections()
  return Promise.all(
    all.map(async ({ title, pages }) => ({
      text: title,
      collapsed: title === 'Decisions',
      items: await Promise.all(
        pages.map(async (path) => ({
          text: (await readPage(path)).title,
          link: `/${path}`,
        })),
      ),
    })),
  )
}
