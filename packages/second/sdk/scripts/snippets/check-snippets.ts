import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { extractSnippets, type Snippet } from './extract-snippets.js'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

const sources = [
  'README.md',
  'docs/*.md',
  'docs/guides/*.md',
  'packages/*/README.md',
  'examples/*/README.md',
  'packages/*/src/**/*.ts',
]

type Found = Snippet & { readonly file: string }

/** Problems as text, and how many snippets were compiled. */
export function checkSnippets(): {
  readonly count: number
  readonly problems: readonly string[]
} {
  const snippets = new Map<string, Found>()
  for (const file of listFiles()) {
    const text = readFileSync(join(root, file), 'utf8')
    for (const { line, code } of extractSnippets(text)) {
      const path = join(root, 'packages/sdk', `snippet-${snippets.size}.ts`)
      snippets.set(path, { line, file, code: `${code}\nexport {}\n` })
    }
  }
  const problems = compile(snippets).map((each) => describe(snippets, each))
  return { count: snippets.size, problems }
}

/** Node 20 has no `fs.globSync`; the compiler brings its own. */
function listFiles(): readonly string[] {
  const all = ts.sys.readDirectory(
    root,
    ['.ts', '.md'],
    ['**/node_modules', '**/dist', 'docs/site', '**/*.test.ts'],
    sources,
  )
  return all.map((file) => relative(root, file)).sort()
}

/** Compiles the snippets as files beside the SDK's sources, so that imports resolve. */
function compile(
  snippets: ReadonlyMap<string, Found>,
): readonly ts.Diagnostic[] {
  const options = compilerOptions()
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile } = host
  const codeOf = (file: string) => snippets.get(file)?.code
  host.readFile = (file) => codeOf(file) ?? readFile(file)
  host.fileExists = (file) => snippets.has(file) || fileExists(file)
  host.getSourceFile = (file, target, ...rest) => {
    const code = codeOf(file)
    return code === undefined
      ? getSourceFile(file, target, ...rest)
      : ts.createSourceFile(file, code, target)
  }
  const program = ts.createProgram([...snippets.keys()], options, host)
  return [...snippets.keys()].flatMap((file) => {
    const source = program.getSourceFile(file)
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ]
  })
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(root, 'tsconfig.base.json')
  const { config } = ts.readConfigFile(path, ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(
    config.compilerOptions,
    root,
    path,
  )
  return {
    ...options,
    noEmit: true,
    // A snippet declares what it shows, used or not.
    noUnusedLocals: false,
    noUnusedParameters: false,
  }
}

function describe(
  snippets: ReadonlyMap<string, Found>,
  { file, start = 0, messageText }: ts.Diagnostic,
): string {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n')
  const snippet = snippets.get(file?.fileName ?? '')
  if (file === undefined || snippet === undefined) return message
  const { line } = file.getLineAndCharacterOfPosition(start)
  return `${snippet.file}:${snippet.line + line} ${message}`
}
