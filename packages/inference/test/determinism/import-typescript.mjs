import { fileURLToPath } from 'node:url'

/**
 * Imports a TypeScript file of this repository, which Node.js 20 cannot read.
 *
 * @param {string} path - From this folder.
 */
export async function importTypeScript(path) {
  const esbuild = await import('esbuild')
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL(path, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  return await import(`data:text/javascript;base64,${code}`)
}
