/** All mutants of one source. */
import type { SyntaxNode } from '../solidity/syntax-tree.js'
import { type Edit, editsOf, type TextOf } from './operators.js'
import { excerptOf, placeOf, type Range, walk } from './places.js'

/** Stands for a statement that is no longer there. */
const gone = '(removed)'

export type Mutant = {
  /** What it is, without line numbers: file, function, before and after. */
  readonly id: string
  readonly file: string
  readonly function: string
  readonly line: number
  readonly operator: string
  /** The statement, or its head. */
  readonly before: string
  readonly after: string
  /** The whole mutated file. */
  readonly content: string
}

/** What tells mutants apart for a reader. */
export type Change = Pick<Mutant, 'file' | 'function' | 'before' | 'after'>

/** @param tree solc's, of this content. */
export function mutantsOf(
  file: string,
  content: string,
  tree: SyntaxNode,
): Mutant[] {
  const bytes = Buffer.from(content)
  const textOf: TextOf = ({ start, end }) =>
    bytes.subarray(start, end).toString()
  const mutants: Mutant[] = []
  const seen = new Map<string, number>()
  walk(tree, (node, ancestors) => {
    for (const edit of editsOf(node, { ancestors, textOf })) {
      const excerpt = widened(excerptOf(node, ancestors), edit)
      const mutant = {
        file,
        function: placeOf([...ancestors, node]),
        line: textOf({ start: 0, end: edit.start }).split('\n').length,
        operator: edit.operator,
        before: oneLine(textOf(excerpt)),
        after: oneLine(edited(excerpt, edit, textOf)).replace(/^\{\}$/, gone),
        content: edited({ start: 0, end: bytes.length }, edit, textOf),
      }
      mutants.push({ id: identity(mutant, seen), ...mutant })
    }
  })
  return mutants
}

/** What a survivor is listed under. */
export function keyOf({
  file,
  function: place,
  before,
  after,
}: Change): string {
  return [file, place, before, after].join(' | ')
}

/** Equal changes of equal statements of one function are told apart by their order. */
function identity(mutant: Change, seen: Map<string, number>): string {
  const key = keyOf(mutant)
  const count = (seen.get(key) ?? 0) + 1
  seen.set(key, count)
  return count === 1 ? key : `${key} | ${count}`
}

function edited({ start, end }: Range, edit: Edit, textOf: TextOf): string {
  return (
    textOf({ start, end: edit.start }) +
    edit.text +
    textOf({ start: edit.end, end })
  )
}

function widened(excerpt: Range, edit: Edit): Range {
  return {
    start: Math.min(excerpt.start, edit.start),
    end: Math.max(excerpt.end, edit.end),
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
