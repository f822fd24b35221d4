import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { Failure } from '../bootstrap/failure.mjs'
import { execute, root } from '../bootstrap/programs.mjs'
import { readGuide } from './guide.js'
import { installPacked } from './install-packed.js'
import type { Tarballs } from './pack-packages.js'

/** Follows a page in an empty folder: its install line, then its first example. */
export async function runGuide(
  page: string,
  {
    folder,
    tarballs,
  }: { readonly folder: string; readonly tarballs: Tarballs },
): Promise<void> {
  const guide = readGuide(await readFile(join(root, page), 'utf8'))
  if (guide === undefined) {
    throw new Failure(`${page} has no install line with an example after it.`)
  }
  const dependencies = Object.fromEntries(guide.install.map(nameAndRange))
  const manifest = { private: true, type: 'module', dependencies }
  await installPacked(folder, manifest, tarballs)
  await writeFile(join(folder, 'main.js'), toJavaScript(guide.example))
  const { code, output } = await execute(process.execPath, ['main.js'], {
    cwd: folder,
  })
  if (code === 0) return
  throw new Failure(`The example of ${page} ended with ${code}.`, { output })
}

/** `name@range`, where the name may begin with an `@`. */
function nameAndRange(word: string): [name: string, range: string] {
  const at = word.indexOf('@', 1)
  return at < 0 ? [word, 'latest'] : [word.slice(0, at), word.slice(at + 1)]
}

/** Only the types go: what runs is what the page shows. */
function toJavaScript(example: string): string {
  const { outputText } = ts.transpileModule(example, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  })
  return outputText
}
