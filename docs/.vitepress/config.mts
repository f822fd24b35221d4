import { defineConfig } from 'vitepress'
import { repository } from '../tools/places.js'
import { slug } from '../tools/slug.js'
import { apiSidebar } from './api-sidebar.js'
import { sidebar } from './sidebar.js'

export default defineConfig({
  title: 'AIChain',
  description: 'AI chat that nobody can censor, fake or switch off',
  // A site below a path, such as a project's GitHub page, names it here.
  base: process.env.DOCS_BASE ?? '/',
  outDir: 'site',
  cacheDir: '.cache/vitepress',
  srcExclude: ['site/**'],
  head: [
    [
      'link',
      {
        rel: 'icon',
        type: 'image/svg+xml',
        href: `${process.env.DOCS_BASE ?? '/'}icon.svg`,
      },
    ],
  ],
  // Pages are indexed in the order in which they are read: one at a time, the
  // same sources give the same bytes.
  buildConcurrency: 1,
  // Without it every page would carry the sidebar of every other.
  metaChunk: true,
  markdown: {
    anchor: { slugify: slug },
    // Colouring gives up on a line after half a second: on a busy machine the
    // same sources would give other bytes.
    codeTransformers: [
      {
        name: 'no-time-limit',
        preprocess: (_code, options) => {
          options.tokenizeTimeLimit = 0
        },
      },
    ],
  },
  // The search index is one chunk, loaded with the first search.
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    nav: [
      { text: 'Build a dApp', link: '/guides/dapp-developer' },
      { text: 'Run a node', link: '/guides/node-operator' },
      { text: 'Trust it?', link: '/guides/reader' },
      { text: 'API', link: '/api/' },
    ],
    sidebar: { '/': await sidebar(), ...apiSidebar() },
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        // The ABIs hold every name of the contracts, and explain none.
        _render: (text, env, md) =>
          env.relativePath.startsWith('api/sdk/abi/')
            ? ''
            : md.render(text, env),
        miniSearch: {
          searchOptions: {
            // A name is on its own page and in guides: the guide comes first.
            boostDocument: (id: string) => (id.includes('/api/') ? 0.5 : 1),
          },
        },
      },
    },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: `${repository}/edit/main/docs/:path` },
    footer: { message: 'MIT licence. The contracts have not been audited.' },
  },
})
