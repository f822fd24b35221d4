import { posix } from 'node:path'
import ts from 'typescript'

/** An import or re-export of a module, static or dynamic. */
export type Import = {
  readonly target: string
  /** Gone at run time. */
  readonly isTypeOnly: boolean
}

/** Something in a file that the house rules forbid. */
export type Finding = { readonly rule: string; readonly line: number }

/** What the rules need to know of one source file. */
export type SourceFile = {
  /** Relative to `src`, with `/`. */
  readonly path: string
  readonly imports: readonly Import[]
  readonly findings: readonly Finding[]
}

/** Reads one file. */
export function readSource(path: string, text: string): SourceFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const imports: Import[] = []
  const findings: Finding[] = []
  const visit = (node: ts.Node): void => {
    const imported = importOf(node)
    if (imported !== undefined) imports.push(resolveImport(path, imported))
    for (const rule of rulesBrokenBy(node, source)) {
      const start = source.getLineAndCharacterOfPosition(node.getStart())
      findings.push({ rule, line: start.line + 1 })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { path, imports, findings }
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node))
    return importFrom(node.moduleSpecifier, isTypeOnlyImport(node))
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
    return importFrom(node.moduleSpecifier, isTypeOnlyExport(node))
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return importFrom(node.argument.literal, true)
  const isDynamic =
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ImportKeyword
  return isDynamic ? importFrom(node.arguments[0], false) : undefined
}

function importFrom(
  specifier: ts.Node | undefined,
  isTypeOnly: boolean,
): Import | undefined {
  return specifier !== undefined && ts.isStringLiteralLike(specifier)
    ? { target: specifier.text, isTypeOnly }
    : undefined
}

function isTypeOnlyImport({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false
  if (importClause.isTypeOnly) return true
  const { namedBindings, name } = importClause
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  )
}

function isTypeOnlyExport(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true
  return (
    node.exportClause !== undefined &&
    ts.isNamedExports(node.exportClause) &&
    node.exportClause.elements.every((element) => element.isTypeOnly)
  )
}

/** Relative targets become paths under `src`. */
function resolveImport(path: string, { target, isTypeOnly }: Import): Import {
  if (!target.startsWith('.')) return { target, isTypeOnly }
  const joined = posix.join(posix.dirname(path), target)
  return { target: `./${joined.replace(/\.js$/, '.ts')}`, isTypeOnly }
}

const rawErrors = ['Error', 'TypeError', 'RangeError', 'SyntaxError']
const MAXIMUM_FUNCTION_LINES = 60

function* rulesBrokenBy(
  node: ts.Node,
  source: ts.SourceFile,
): Generator<string> {
  if (ts.isEnumDeclaration(node)) yield 'enum'
  if (node.kind === ts.SyntaxKind.AnyKeyword) yield 'any'
  if (isDefaultExport(node)) yield 'default export'
  if (ts.isNewExpression(node) && rawErrors.includes(node.expression.getText()))
    yield `new ${node.expression.getText()}`
  if (ts.isClassDeclaration(node) && !isAllowedClass(node)) yield 'class'
  if (
    ts.isFunctionLike(node) &&
    lineCount(node, source) > MAXIMUM_FUNCTION_LINES
  )
    yield `function of more than ${MAXIMUM_FUNCTION_LINES} lines`
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(
      ({ kind }) => kind === ts.SyntaxKind.DefaultKeyword,
    )
  )
}

const clients = [
  'TaskClient',
  'NodeRunner',
  'ModelPublisher',
  'ConsensusReader',
]

/** Errors and the four clients; a class is an error if it extends one, or a definition of one. */
function isAllowedClass(node: ts.ClassDeclaration): boolean {
  const parents = node.heritageClauses?.flatMap(({ types }) => [...types]) ?? []
  return (
    clients.includes(node.name?.text ?? '') ||
    parents.some(({ expression }) =>
      /Error$|^define\w*Error\b/.test(expression.getText()),
    )
  )
}

function lineCount(node: ts.Node, source: ts.SourceFile): number {
  const line = (position: number) =>
    source.getLineAndCharacterOfPosition(position).line
  return line(node.getEnd()) - line(node.getStart()) + 1
}
