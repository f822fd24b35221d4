import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

/**
 * Bundles TypeScript programs to plain JavaScript, for Nodes that read no
 * TypeScript and for measurements that a loader would falsify. Packages stay
 * where they are installed, so that engines find their workers beside them.
 *
 * @param programs - Files by name; `name` becomes `name.mjs`.
 * @param folder - Where they are written, side by side.
 */
export async function plainJavaScript(
  programs: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  await build({
    entryPoints: { ...programs },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What is imported late stays late.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // The repository's own would lead to the packages' sources.
    tsconfigRaw: {},
    logLevel: 'error',
    plugins: [installedPackages],
  })
}

/** Told to a plugin of its own question. */
const ASKED = Symbol('asked')

/** Imports of packages become imports of their files, wherever the bundle lies. */
const installedPackages: Plugin = {
  name: 'installed-packages',
  setup: (build) => {
    build.onResolve({ filter: /^[^./]/ }, async (question) => {
      const { path, kind, resolveDir, pluginData } = question
      if (pluginData === ASKED || kind === 'entry-point') return undefined
      if (path.startsWith('node:')) return { external: true }
      const found = await build.resolve(path, {
        kind,
        resolveDir,
        pluginData: ASKED,
      })
      if (found.errors.length > 0) return { errors: found.errors }
      return { path: pathToFileURL(found.path).href, external: true }
    })
  },
}
