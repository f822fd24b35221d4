/** All mutants of one source. */
import { editsOf } from './operators.mjs'
import { excerptOf, placeOf, walk } from './syntax.mjs'

/** Stands for a statement that is no longer there. */
const gone = '(removed)'

/**
 * @typedef {object} Mutant
 * @property {string} id What it is, without line numbers: file, function, before and after.
 * @property {string} file
 * @property {string} function
 * @property {number} line
 * @property {string} operator
 * @property {string} before The statement, or its head.
 * @property {string} after
 * @property {string} content The whole mutated file.
 */

/**
 * @param {string} file
 * @param {string} content
 * @param {import('./syntax.mjs').Node} tree solc's, of this content
 * @returns {Mutant[]}
 */
export function mutantsOf(file, content, tree) {
  const bytes = Buffer.from(content)
  const textOf = ({ start, end }) => bytes.subarray(start, end).toString()
  const mutants = []
  const seen = new Map()
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
export function keyOf({ file, function: place, before, after }) {
  return [file, place, before, after].join(' | ')
}

/** Equal changes of equal statements of one function are told apart by their order. */
function identity(mutant, seen) {
  const key = keyOf(mutant)
  const count = (seen.get(key) ?? 0) + 1
  seen.set(key, count)
  return count === 1 ? key : `${key} | ${count}`
}

function edited({ start, end }, edit, textOf) {
  return (
    textOf({ start, end: edit.start }) +
    edit.text +
    textOf({ start: edit.end, end })
  )
}

function widened(excerpt, edit) {
  return {
    start: Math.min(excerpt.start, edit.start),
    end: Math.max(excerpt.end, edit.end),
  }
}

const oneLine = (text) => text.replace(/\s+/g, ' ').trim()
