// Writes docs/errors.md from the TSDoc of the error classes, so that the page an
// error points to cannot miss a code or tell another story than the source.
// Usage: node packages/sdk/scripts/error-docs.mjs [--check]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const sdk = fileURLToPath(new URL('..', import.meta.url))
const folders = {
  sdk: join(sdk, 'src/errors'),
  devnet: join(sdk, '../devnet/src/errors'),
}
export const page = fileURLToPath(
  new URL('../../../docs/errors.md', import.meta.url),
)

const topics = {
  operation: 'Any call',
  task: 'Tasks',
  'contract-tasks': 'The contracts refuse: tasks',
  'contract-votes': 'The contracts refuse: votes on-chain',
  'contract-settlement': 'The contracts refuse: settlements',
  'contract-appeals': 'The contracts refuse: appeals',
  'contract-seats': 'The contracts refuse: seats',
  'contract-money': 'The contracts refuse: money',
  'contract-models': 'The contracts refuse: models',
  'contract-deployment': 'The contracts refuse: deployments',
  chain: 'Chain and wallet',
  content: 'IPFS content',
  model: 'Models',
  hub: 'Model hubs',
  inference: 'Inference',
  runner: 'Node runners',
  conformance: 'Conformance suites',
  devnet: 'The devnet',
}

/** A topic that nobody named yet comes last. */
function rank(topic) {
  const index = Object.keys(topics).indexOf(topic)
  return index === -1 ? Number.POSITIVE_INFINITY : index
}

/** The initializer of a class property, without `as const`. */
function initializer(declaration, name) {
  const member = declaration.members.find(
    (candidate) =>
      ts.isPropertyDeclaration(candidate) && candidate.name.getText() === name,
  )
  const value = member?.initializer
  return value && ts.isAsExpression(value) ? value.expression : value
}

/** The comment in front of a class, links reduced to their text, examples left to the reference. */
function description(declaration) {
  const [doc] = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc)
  const text = ts.getTextOfJSDocComment(doc?.comment) ?? ''
  return text.replace(/\{@link (?:[^}|]*\|)?\s*([^}]*)\}/g, '`$1`').trim()
}

function readErrors(file) {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  return source.statements
    .filter(ts.isClassDeclaration)
    .map((declaration) => ({
      name: declaration.name.text,
      code: initializer(declaration, 'code')?.text,
      retryable:
        initializer(declaration, 'isRetryable')?.kind ===
        ts.SyntaxKind.TrueKeyword,
      text: description(declaration),
    }))
    .filter(({ code }) => code !== undefined)
}

function section({ name, code, retryable, text }) {
  const retry = retryable
    ? ' The same call may succeed later (`isRetryable`).'
    : ''
  return `<a id="${code}"></a>\n\n### ${code}\n\n\`${name}\`.${retry}\n\n${text}\n`
}

/** Files of a folder that hold error classes. */
function errorFiles(folder) {
  return readdirSync(folder)
    .filter((file) => !/(^base|\.test)\.ts$/.test(file))
    .sort()
    .map((file) => join(folder, file))
}

/** Every error by topic: `{ topic, errors }[]`. The devnet's are one topic. */
export function readTopics() {
  const ofSdk = errorFiles(folders.sdk)
    .map((file) => ({
      topic: basename(file, '.ts'),
      errors: readErrors(file),
    }))
    .sort((a, b) => rank(a.topic) - rank(b.topic))
  const ofDevnet = {
    topic: 'devnet',
    errors: errorFiles(folders.devnet).flatMap(readErrors),
  }
  return [...ofSdk, ofDevnet].filter(({ errors }) => errors.length > 0)
}

export function renderPage() {
  const body = readTopics().map(
    ({ topic, errors }) =>
      `## ${topics[topic] ?? topic}\n\n${errors.map(section).join('\n')}`,
  )
  return `---
title: Errors
---

# Errors

<!-- Generated from packages/{sdk,devnet}/src/errors by \`npm run errors -w @aichain/sdk\`. -->

Every error that the SDK and the devnet throw extends \`AichainError\`. Match on \`code\`, which is
stable; \`shortMessage\` says what happened, \`remedy\` what to do, \`facts\` the values
involved, and \`cause\` what lay beneath. An aborted call rejects with its signal's
own reason, which is not in this list.

${body.join('\n')}`
}

function main() {
  const text = renderPage()
  if (!process.argv.includes('--check')) {
    writeFileSync(page, text)
    return
  }
  if (readFileSync(page, 'utf8') !== text) {
    console.error(
      'docs/errors.md is stale. Run: npm run errors -w @aichain/sdk',
    )
    process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
