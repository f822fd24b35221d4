/** solc's syntax trees of everything under src and what it imports. */
import { load, readSources } from '../solidity/sources.js'
import {
  checkCompiled,
  compileStandardJson,
} from '../solidity/standard-json.js'
import {
  isNode,
  type SourceUnit,
  type SyntaxNode,
} from '../solidity/syntax-tree.js'
import type { Source } from './source.js'

/**
 * One tree a file.
 *
 * @param instead What to read in place of a file.
 */
export function trees(instead?: Source): SourceUnit[] {
  const sources = instead
    ? { ...readSources(), [instead.file]: { content: instead.content } }
    : readSources()
  const output = compileStandardJson(
    {
      language: 'Solidity',
      sources,
      settings: {
        viaIR: true,
        outputSelection: { '*': { '': ['ast'] } },
      },
    },
    { import: (name) => ({ contents: load(name) }) },
  )
  checkCompiled(output)
  return Object.values(output.sources ?? {}).map(({ ast }) => ast)
}

/** Every node below, the node itself first. */
export function* nodesOf(part: unknown): Generator<SyntaxNode> {
  if (part === null || typeof part !== 'object') return
  if (isNode(part)) yield part
  for (const child of Object.values(part)) yield* nodesOf(child)
}

/** Those of this project, not of its dependencies. */
export const isOurs = ({ absolutePath }: SourceUnit): boolean =>
  absolutePath.startsWith('src/')

/** All nodes of all trees, by id. */
export function byId(all: readonly SourceUnit[]): Map<number, SyntaxNode> {
  const nodes = new Map<number, SyntaxNode>()
  for (const tree of all)
    for (const node of nodesOf(tree))
      if (node.id !== undefined) nodes.set(node.id, node)
  return nodes
}
