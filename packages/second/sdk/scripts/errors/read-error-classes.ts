import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** A value that an error carries. */
export type FieldDocumentation = {
  readonly name: string
  readonly type: string
  readonly isOptional: boolean
  /** What its comment says; empty if it has none. */
  readonly text: string
}

/** What the source of an error class says. */
export type ErrorDocumentation = {
  readonly name: string
  readonly code: string
  readonly isRetryable: boolean
  readonly text: string
  readonly fields: readonly FieldDocumentation[]
}

/**
 * The error classes of a source file: those that extend a call of `defineError`
 * or of a function like it.
 */
export function readErrorClasses(file: string): readonly ErrorDocumentation[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const aliases = new Map(
    source.statements
      .filter(ts.isTypeAliasDeclaration)
      .map(({ name, type }) => [name.text, type]),
  )
  return source.statements
    .filter(ts.isClassDeclaration)
    .flatMap((declaration) => readErrorClass(declaration, aliases) ?? [])
}

type Aliases = ReadonlyMap<string, ts.TypeNode>

function readErrorClass(
  declaration: ts.ClassDeclaration,
  aliases: Aliases,
): ErrorDocumentation | undefined {
  const base = declaration.heritageClauses?.[0]?.types[0]?.expression
  if (base === undefined || !ts.isCallExpression(base)) return undefined
  const [definition] = base.arguments
  if (!definition || !ts.isObjectLiteralExpression(definition)) return undefined
  const code = initializerOf(definition, 'code')
  if (code === undefined || !ts.isStringLiteral(code)) return undefined
  const [fields] = ts.isCallExpression(base.expression)
    ? (base.expression.typeArguments ?? [])
    : []
  const retryable = initializerOf(definition, 'isRetryable')
  return {
    name: declaration.name?.text ?? '',
    code: code.text,
    isRetryable: retryable?.kind === ts.SyntaxKind.TrueKeyword,
    text: commentOf(declaration),
    fields: fields === undefined ? [] : readFields(fields, aliases),
  }
}

function initializerOf(
  definition: ts.ObjectLiteralExpression,
  name: string,
): ts.Expression | undefined {
  const property = definition.properties.find(
    (each) => each.name?.getText() === name,
  )
  return property && ts.isPropertyAssignment(property)
    ? property.initializer
    : undefined
}

/** Through intersections and the file's own type aliases. */
function readFields(
  type: ts.TypeNode,
  aliases: Aliases,
): readonly FieldDocumentation[] {
  if (ts.isIntersectionTypeNode(type))
    return type.types.flatMap((each) => readFields(each, aliases))
  if (ts.isTypeReferenceNode(type)) {
    const alias = aliases.get(type.typeName.getText())
    return alias === undefined ? [] : readFields(alias, aliases)
  }
  if (!ts.isTypeLiteralNode(type)) return []
  return type.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(),
    type: typeText(member.type),
    isOptional: member.questionToken !== undefined,
    text: commentOf(member),
  }))
}

/** On one line; that what is optional can be `undefined` goes without saying. */
function typeText(type: ts.TypeNode | undefined): string {
  return (type?.getText() ?? 'unknown')
    .replace(/\s+/g, ' ')
    .replace(/ \| undefined$/, '')
}

/** The comment of a declaration, links reduced to their text, examples left to the reference. */
function commentOf(declaration: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc)
  const text = ts.getTextOfJSDocComment(doc?.comment) ?? ''
  return text.replace(/\{@link (?:[^}|]*\|)?\s*([^}]*)\}/g, '`$1`').trim()
}
