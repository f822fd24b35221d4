/** solc's syntax trees of everything under src and what it imports. */
import solc from 'solc'
import { readSources } from '../compile.mjs'
import { load } from './model-checker.mjs'

/**
 * @param {{ file: string, content: string }} [instead] What to read in place of a file.
 * @returns {object[]} One tree a file.
 */
export function trees(instead) {
  const sources = readSources()
  if (instead) sources[instead.file] = { content: instead.content }
  const input = {
    language: 'Solidity',
    sources,
    settings: {
      viaIR: true,
      outputSelection: { '*': { '': ['ast'] } },
    },
  }
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), {
      import: (name) => ({ contents: load(name) }),
    }),
  )
  const fatal = output.errors?.find(({ severity }) => severity === 'error')
  if (fatal) throw new Error(fatal.formattedMessage)
  return Object.values(output.sources).map(({ ast }) => ast)
}

/** Every node below, the node itself first. */
export function* nodesOf(node) {
  if (node === null || typeof node !== 'object') return
  if (node.nodeType) yield node
  for (const child of Object.values(node)) yield* nodesOf(child)
}

/** Those of this project, not of its dependencies. */
export const isOurs = ({ absolutePath }) => absolutePath.startsWith('src/')

/** All nodes of all trees, by id. */
export function byId(all) {
  const nodes = new Map()
  for (const tree of all)
    for (const node of nodesOf(tree))
      if (node.id !== undefined) nodes.set(node.id, node)
  return nodes
}
