// Builds the chat page. Usage: from examples/chat, without arguments.
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { root } from '../bootstrap/programs.mjs'

/**
 * Characters that Vite takes for the beginning of a URL's query or fragment, or
 * for a pattern, when they are in the path of a folder.
 */
const misread = /[#?*[\]{}()!]/

/**
 * Does work with a path of the repository that Vite reads as it is meant. Where
 * a folder above has a name like `#1`, that is a link in the temporary folder.
 */
async function withPlainPath(work: (path: string) => Promise<void>) {
  if (!misread.test(root)) return work(root)
  const folder = await mkdtemp(join(tmpdir(), 'aichain-page-'))
  try {
    const link = join(folder, 'aichain')
    await symlink(root, link, 'junction')
    await work(link)
  } finally {
    await rm(folder, { recursive: true })
  }
}

await withPlainPath(async (path) => {
  await build({
    root: join(path, 'examples/chat'),
    // Otherwise files would be looked up under their real path again.
    resolve: { preserveSymlinks: path !== root },
  })
})
