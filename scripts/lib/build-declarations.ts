// Writes the type declarations of all packages. One program reads all of them,
// once: a bundle of declarations for each package takes six times as long.
//
//   Usage: without arguments
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import ts from 'typescript'
import { root } from '../bootstrap/programs.mjs'
import { script } from '../bootstrap/steps.mjs'
import { declarationEntries } from './declaration-entries.js'

/** Stands for `packages/<name>/dist` as long as the compiler writes. */
const outDir = join(root, '.declarations')

await script(async () => {
  const entries = await declarationEntries()
  const program = ts.createProgram(entries, compilerOptions())
  const written = new Map<string, string>()
  const { diagnostics } = program.emit(undefined, (file, text) => {
    written.set(placeOf(file), text)
  })
  const all = [...ts.getPreEmitDiagnostics(program), ...diagnostics]
  if (all.length > 0) {
    process.stderr.write(
      ts.formatDiagnostics(all, {
        getCurrentDirectory: () => root,
        getCanonicalFileName: (name) => name,
        getNewLine: () => '\n',
      }),
    )
    return 1
  }
  for (const [file, text] of written) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  await removeOthers(new Set(written.keys()))
  return 0
})

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(
    join(root, 'tsconfig.base.json'),
    ts.sys.readFile,
  )
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, root)
  return {
    ...parsed.options,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir,
  }
}

/** `packages/<name>/src/…` belongs to `packages/<name>/dist/…`. */
function placeOf(file: string): string {
  const [packages = '', name = '', , ...rest] = relative(outDir, file).split(
    /[\\/]/,
  )
  return join(root, packages, name, 'dist', ...rest)
}

/** Removes declarations of sources that are gone. */
async function removeOthers(kept: ReadonlySet<string>): Promise<void> {
  const folders = new Set(
    [...kept].map((file) =>
      join(root, ...relative(root, file).split(sep).slice(0, 3)),
    ),
  )
  for (const folder of folders) {
    for (const name of await readdir(folder, { recursive: true })) {
      const file = join(folder, name)
      if (name.endsWith('.d.ts') && !kept.has(file)) await rm(file)
    }
  }
}
