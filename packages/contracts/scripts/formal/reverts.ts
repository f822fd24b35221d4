/**
 * F8: every revert names an error of the interface, every error of the
 * interface is the reason of some revert, and a test expects it. (That each
 * revert is reached is what `coverage` measures: all lines and branches.)
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/package-root.js'
import {
  type Expression,
  isKind,
  type SourceUnit,
  type SyntaxNode,
} from '../solidity/syntax-tree.js'
import { isOurs, nodesOf } from './trees.js'

/** What contradicts it. */
export function contradictionsOfReverts(
  all: readonly SourceUnit[],
  tests = readTests(),
): string[] {
  const ours = all.filter(isOurs)
  const errors = errorsOf(ours)
  const reasons = new Set<string>()
  const nameless: string[] = []
  for (const tree of ours)
    for (const node of nodesOf(tree)) {
      const reason = reasonOf(node)
      if (reason === undefined) continue
      if (errors.has(reason)) reasons.add(reason)
      else nameless.push(`${tree.absolutePath}: ${reason}`)
    }
  return [
    ...nameless,
    ...[...errors]
      .filter((name) => !reasons.has(name))
      .map((name) => `${name} is never a reason`),
    ...[...errors]
      .filter((name) => !tests.includes(`.${name}.selector`))
      .map((name) => `no test expects ${name}`),
  ]
}

/** The error of a revert, or what stands in its place; nothing if this is no revert. */
function reasonOf(node: SyntaxNode): string | undefined {
  if (isKind(node, 'RevertStatement')) return nameOf(node.errorCall.expression)
  if (!isKind(node, 'FunctionCall')) return undefined
  const { name } = node.expression
  if (name === 'assert' || name === 'revert') return `${name}(…)`
  if (name !== 'require') return undefined
  const reason = node.arguments[1]?.expression
  return reason ? nameOf(reason) : 'require without an error'
}

const nameOf = ({ memberName, name }: Expression): string =>
  memberName ?? name ?? 'an error without a name'

const errorsOf = (all: readonly SourceUnit[]): Set<string> =>
  new Set(
    all.flatMap((tree) =>
      [...nodesOf(tree)]
        .filter((node) => isKind(node, 'ErrorDefinition'))
        .map(({ name }) => name),
    ),
  )

function readTests(): string {
  const folder = join(root, 'test')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sol'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}
