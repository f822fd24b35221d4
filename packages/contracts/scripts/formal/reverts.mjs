/**
 * F8: every revert names an error of the interface, every error of the
 * interface is the reason of some revert, and a test expects it. (That each
 * revert is reached is what `coverage` measures: all lines and branches.)
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../compile.mjs'
import { isOurs, nodesOf } from './syntax.mjs'

/** @returns {string[]} What contradicts it. */
export function contradictionsOfReverts(all, tests = readTests()) {
  const ours = all.filter(isOurs)
  const errors = namesOf(ours, 'ErrorDefinition')
  const reasons = new Set()
  const nameless = []
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
function reasonOf(node) {
  if (node.nodeType === 'RevertStatement')
    return nameOf(node.errorCall.expression)
  if (node.nodeType !== 'FunctionCall') return undefined
  const { name } = node.expression
  if (name === 'assert' || name === 'revert') return `${name}(…)`
  if (name !== 'require') return undefined
  const reason = node.arguments[1]?.expression
  return reason ? nameOf(reason) : 'require without an error'
}

const nameOf = (node) => node.memberName ?? node.name

const namesOf = (all, kind) =>
  new Set(
    all.flatMap((tree) =>
      [...nodesOf(tree)]
        .filter(({ nodeType }) => nodeType === kind)
        .map(({ name }) => name),
    ),
  )

function readTests() {
  const folder = join(root, 'test')
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.sol'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}
