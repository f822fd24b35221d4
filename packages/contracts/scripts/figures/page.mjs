/** Puts tables between `<!-- generated: figures NAME -->` and `<!-- end -->`. */
export function fill(page, tables) {
  const places = /(<!-- generated: figures (\S+) -->\n)[\s\S]*?(<!-- end -->)/g
  return page.replace(places, (_, begin, name, end) => {
    if (tables[name] === undefined)
      throw new Error(`The page has a place for "${name}", which nobody makes.`)
    return `${begin}\n${tables[name]}\n\n${end}`
  })
}
