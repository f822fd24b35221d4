// Compiles every TypeScript snippet of the documentation: ```ts blocks in the
// Markdown pages and in TSDoc @example tags. A snippet that stops compiling is a
// promise the SDK no longer keeps.
// Usage: node packages/sdk/scripts/snippets.mjs
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../..', import.meta.url))

const sources = [
  'README.md',
  'docs/*.md',
  'docs/guides/*.md',
  'packages/*/README.md',
  'examples/*/README.md',
  'packages/*/src/**/*.ts',
]

/** Node 20 has no `fs.globSync`; the compiler brings its own. */
function listFiles() {
  const all = ts.sys.readDirectory(
    root,
    ['.ts', '.md'],
    ['**/node_modules', '**/dist', 'docs/site', '**/*.test.ts'],
    sources,
  )
  return all.map((file) => relative(root, file)).sort()
}

function lineOf(text, index) {
  return text.slice(0, index).split('\n').length
}

/** Blocks between ```ts and ```, with the TSDoc star margin removed. */
export function extractSnippets(text) {
  const fence = /^([ \t]*\*?[ \t]*)```ts[^\n]*\n([\s\S]*?)^[ \t]*\*?[ \t]*```/gm
  return [...text.matchAll(fence)].map((match) => ({
    line: lineOf(text, match.index) + 1,
    code: match[1].includes('*')
      ? match[2].replace(/^[ \t]*\*[ \t]?/gm, '')
      : match[2],
  }))
}

function compilerOptions() {
  const { config } = ts.readConfigFile(
    join(root, 'tsconfig.base.json'),
    ts.sys.readFile,
  )
  const { options } = ts.convertCompilerOptionsFromJson(
    config.compilerOptions,
    root,
    join(root, 'tsconfig.base.json'),
  )
  return {
    ...options,
    noEmit: true,
    // A snippet declares what it shows, used or not.
    noUnusedLocals: false,
    noUnusedParameters: false,
  }
}

/** Compiles the snippets as files beside the SDK's sources, so that imports resolve. */
function compile(snippets) {
  const options = compilerOptions()
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile } = host
  const text = (file) => snippets.get(file)?.code
  host.readFile = (file) => text(file) ?? readFile(file)
  host.fileExists = (file) => snippets.has(file) || fileExists(file)
  host.getSourceFile = (file, target, ...rest) =>
    snippets.has(file)
      ? ts.createSourceFile(file, text(file), target)
      : getSourceFile(file, target, ...rest)
  const program = ts.createProgram([...snippets.keys()], options, host)
  return [...snippets.keys()].flatMap((file) => {
    const source = program.getSourceFile(file)
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ]
  })
}

function describe(snippets, diagnostic) {
  const snippet = snippets.get(diagnostic.file.fileName)
  const { line } = diagnostic.file.getLineAndCharacterOfPosition(
    diagnostic.start ?? 0,
  )
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')
  return `${snippet.file}:${snippet.line + line} ${message}`
}

/** Problems as text, and how many snippets were compiled. */
export function checkSnippets() {
  const snippets = new Map()
  for (const file of listFiles()) {
    for (const snippet of extractSnippets(
      readFileSync(join(root, file), 'utf8'),
    ))
      snippets.set(join(root, 'packages/sdk', `snippet-${snippets.size}.ts`), {
        ...snippet,
        file,
        code: `${snippet.code}\nexport {}\n`,
      })
  }
  const problems = compile(snippets).map((diagnostic) =>
    describe(snippets, diagnostic),
  )
  return { count: snippets.size, problems }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { count, problems } = checkSnippets()
  for (const problem of problems) console.error(problem)
  console.log(`${count} snippets, ${problems.length} problems`)
  process.exitCode = count === 0 || problems.length > 0 ? 1 : 0
}
