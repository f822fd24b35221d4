/** Puts generated text between `<!-- generated: economics NAME -->` and `<!-- end -->`. */
export function fill(page, tables) {
  const unknown = new Set(Object.keys(tables))
  const filled = page.replace(
    /(<!-- generated: economics (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin, name, end) => {
      unknown.delete(name)
      if (tables[name] === undefined)
        throw new Error(
          `The page has a place for "${name}", which nobody makes.`,
        )
      return `${begin}\n${tables[name]}\n\n${end}`
    },
  )
  if (unknown.size > 0)
    throw new Error(`The page lacks a place for ${[...unknown].join(', ')}.`)
  return filled
}
