import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

/** The last versions of either name. */
export const MODULES = {
  '@huggingface/transformers': '4.3.1',
  '@xenova/transformers': '2.17.2',
} as const

export type ModuleName = keyof typeof MODULES

/** A module's settings, as far as they are set here. */
export type Environment = { allowRemoteModels: boolean }

// Half a gigabyte of native code that is imported and, here, never called.
const STAND_INS = {
  empty: 'module.exports = {}',
  // What version 4 does by itself, and version 2 needs a package for.
  'pinned-runtime': "module.exports = globalThis[Symbol.for('onnxruntime')]",
}

/**
 * Installs transformers.js 4 and 2.17 from the registry into a folder of their
 * own; the repository depends on neither.
 */
export async function installModules(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-transformers-'))
  for (const [name, content] of Object.entries(STAND_INS)) {
    const target = join(folder, name)
    await mkdir(target)
    const manifest = { name, version: '0.0.0', main: 'index.cjs' }
    await writeFile(join(target, 'package.json'), JSON.stringify(manifest))
    await writeFile(join(target, 'index.cjs'), content)
  }
  const manifest = {
    private: true,
    dependencies: {
      ...MODULES,
      // Version 4 imports it, and counts on its runtime to bring it.
      'onnxruntime-common': '1.30.0',
      'onnxruntime-node': 'file:./pinned-runtime',
    },
    overrides: {
      'onnxruntime-node': '$onnxruntime-node',
      'onnxruntime-web': 'file:./empty',
      sharp: 'file:./empty',
    },
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund']
  const shell = process.platform === 'win32'
  await promisify(execFile)('npm', args, { cwd: folder, shell })
  return folder
}

/** Imports a module from such a folder, without leave to use the network. */
export async function importModule(
  folder: string,
  name: ModuleName,
): Promise<{ readonly env: Environment }> {
  const from = createRequire(join(folder, 'package.json'))
  // The entry for `import`; `require.resolve` would give the other one.
  const entry =
    name === '@xenova/transformers'
      ? from.resolve(name)
      : from.resolve(name).replace(/\.cjs$/, '.mjs')
  const module = await import(pathToFileURL(entry).href)
  module.env.allowRemoteModels = false
  return module
}
