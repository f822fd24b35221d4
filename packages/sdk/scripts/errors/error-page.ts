import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type ErrorDocumentation,
  readErrorClasses,
} from './read-error-classes.js'

/** Errors that are explained under one heading. */
export type ErrorTopic = {
  readonly title: string
  readonly errors: readonly ErrorDocumentation[]
}

const packages = fileURLToPath(new URL('../../../', import.meta.url))
const folders = ['base', 'sdk', 'inference', 'devnet', 'ipfs-server']

/** Heading by file, or by package for all files that are not named. */
const titles: Readonly<Record<string, string>> = {
  'base/operation': 'Any call',
  'sdk/task': 'Tasks',
  'sdk/chain': 'Chain and wallet',
  'sdk/content': 'IPFS content',
  'sdk/contract-tasks': 'The contracts refuse: tasks',
  'sdk/contract-votes': 'The contracts refuse: votes on-chain',
  'sdk/contract-settlement': 'The contracts refuse: settlements',
  'sdk/contract-appeals': 'The contracts refuse: appeals',
  'sdk/contract-orders': 'The contracts refuse: signed orders',
  'sdk/contract-seats': 'The contracts refuse: seats',
  'sdk/contract-places': 'The contracts refuse: places',
  'sdk/contract-money': 'The contracts refuse: money',
  'sdk/contract-beacon': 'The contracts refuse: the beacon',
  'sdk/contract-models': 'The contracts refuse: models',
  'sdk/contract-deployment': 'The contracts refuse: deployments',
  'sdk/model': 'Publishing a model',
  'inference/model': 'Models',
  'inference/hub': 'Model hubs',
  'inference/inference': 'Inference',
  'sdk/runner': 'Node runners',
  'base/conformance': 'Conformance suites',
  devnet: 'The devnet',
  'ipfs-server': 'The IPFS server',
}

/** Answers to a client of the IPFS server, which nobody is thrown. */
const untold = ['ipfs-server/request']

/** Every error by topic. */
export function readTopics(): readonly ErrorTopic[] {
  const byTitle = new Map<string, readonly ErrorDocumentation[]>()
  for (const { folder, name, path } of folders.flatMap(errorFiles)) {
    const file = `${folder}/${name}`
    const title = titles[file] ?? titles[folder] ?? file
    const errors = byTitle.get(title) ?? []
    byTitle.set(title, [...errors, ...readErrorClasses(path)])
  }
  return [...byTitle]
    .map(([title, errors]) => ({ title, errors }))
    .filter(({ errors }) => errors.length > 0)
    .sort((a, b) => rank(a.title) - rank(b.title))
}

/** A topic that nobody named yet comes last. */
function rank(title: string): number {
  const index = Object.values(titles).indexOf(title)
  return index === -1 ? Number.MAX_SAFE_INTEGER : index
}

/** Files that can hold error classes. */
function errorFiles(folder: string) {
  const path = join(packages, folder, 'src/errors')
  return readdirSync(path)
    .filter((file) => /^[a-z0-9-]+\.ts$/.test(file))
    .sort()
    .map((file) => ({
      folder,
      name: file.replace(/\.ts$/, ''),
      path: join(path, file),
    }))
    .filter(({ name }) => !untold.includes(`${folder}/${name}`))
}

/** The page that explains every error. */
export function renderPage(): string {
  const topics = readTopics().map(
    ({ title, errors }) => `## ${title}\n\n${errors.map(section).join('\n')}`,
  )
  return `---
title: Errors
description: "Every error by its code: what happened, why, and what to do now."
---

# Errors

Every error extends \`AichainError\`. Match on \`code\`, which is stable and the heading
here; \`shortMessage\` says what happened, \`remedy\` what to do, \`facts\` the values
involved, and \`cause\` what lay beneath. \`isRetryable\` says whether the same call may
succeed later. The classes are in \`@aichain/sdk/errors\`; after
\`AichainError.isInstance(error)\`, the \`code\` decides which fields TypeScript knows.
\`error.toJSON()\` is plain data for logs and workers, and \`parseError\` reads it back.

An aborted call rejects with its signal's own reason, which is not in this list.

${topics.join('\n')}`
}

function section({
  name,
  code,
  isRetryable,
  text,
  fields,
}: ErrorDocumentation): string {
  const retry = isRetryable
    ? ' The same call may succeed later (`isRetryable`).'
    : ''
  const list = fields.map(
    ({ name, type, isOptional, text }) =>
      `- \`${name}${isOptional ? '?' : ''}: ${type}\`${text && ` – ${oneLine(text)}`}\n`,
  )
  return `### ${code}

\`${name}\`.${retry}

${text}
${list.length > 0 ? `\n${list.join('')}` : ''}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
