/** solc's SMTChecker (engine CHC) on one contract. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import solc from 'solc'
import { root } from '../compile.mjs'
import { withPlainCasts } from './query.mjs'
import { solve } from './z3.mjs'

const packages = createRequire(import.meta.url)

/** What solc says of one target: that it is safe, that it is violated, or neither. */
const verdicts = [
  [/ check is safe!$/, 'proved'],
  [/ happens here\.$/, 'refuted'],
  [/ might happen here\.$/, 'unknown'],
]

/**
 * @typedef {object} Target
 * @property {string} place `file:line`
 * @property {string} kind What could go wrong there, in solc's words.
 * @property {'proved' | 'refuted' | 'unknown'} verdict
 */

/**
 * Checks every target in a contract, of whatever it calls and of all sequences of its functions.
 *
 * @param {{ file: string, contract: string, targets?: string[], seconds?: number }} subject
 * @param {object} z3
 * @param {{ file: string, content: string }[]} [instead] What to read in place of files; the first counts.
 * @returns {Target[]}
 */
export function check(subject, z3, instead = []) {
  const { file, contract, targets = ['assert'], seconds = 120 } = subject
  const read = (name) =>
    instead.find((source) => source.file === name)?.content ?? load(name)
  const input = {
    language: 'Solidity',
    sources: { [file]: { content: read(file) } },
    settings: {
      outputSelection: { '*': { '*': [] } },
      modelChecker: {
        contracts: { [file]: [contract] },
        engine: 'chc',
        showProvedSafe: true,
        showUnproved: true,
        solvers: ['smtlib2'],
        targets,
      },
    },
  }
  const output = solc.compile(JSON.stringify(input), {
    import: (name) => contentsOf(read, name),
    smtSolver: (query) => ({
      contents: solve(z3, withPlainCasts(query), seconds),
    }),
  })
  return targetsOf(JSON.parse(output).errors ?? [], read)
}

/** A file of this package, or of one that it depends on. */
export function load(name) {
  const path = name.startsWith('@') ? packages.resolve(name) : join(root, name)
  return readFileSync(path, 'utf8')
}

function contentsOf(read, name) {
  try {
    return { contents: read(name) }
  } catch (error) {
    return { error: error.message }
  }
}

function targetsOf(messages, read) {
  const fatal = messages.find(({ severity }) => severity === 'error')
  if (fatal) throw new Error(fatal.formattedMessage)
  return messages.flatMap(({ message, sourceLocation }) => {
    const first = message.split('\n')[0]
    const verdict = verdicts.find(([pattern]) => pattern.test(first))?.[1]
    if (!verdict) return []
    return [{ place: placeOf(sourceLocation, read), kind: first, verdict }]
  })
}

function placeOf({ file, start }, read) {
  const before = Buffer.from(read(file)).subarray(0, start).toString()
  return `${file}:${before.split('\n').length}`
}
