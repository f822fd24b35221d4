import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/**
 * Characters that Vite takes for the beginning of a URL's query or fragment, or
 * for a pattern, where they are in the path of a folder.
 */
const misread = /[#?*[\]{}()!]/

/**
 * Builds a Vite project. Where a folder above has a name like `#1`, that is done
 * through a link in the temporary folder, whose path Vite reads as it is meant.
 *
 * @param above - The folder that holds the project and the packages that it uses.
 * @param project - Path of the project under that folder.
 */
export async function buildViteProject(
  above: string,
  project: string,
): Promise<void> {
  if (!misread.test(above)) {
    await build({ root: join(above, project), logLevel: 'warn' })
    return
  }
  const folder = await mkdtemp(join(tmpdir(), 'aichain-page-'))
  try {
    const link = join(folder, 'linked')
    await symlink(above, link, 'junction')
    await build({
      root: join(link, project),
      logLevel: 'warn',
      // Otherwise files would be looked up under their real path again.
      resolve: { preserveSymlinks: true },
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}
