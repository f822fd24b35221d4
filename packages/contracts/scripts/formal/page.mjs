/** The page with other text between `<!-- generated: NAME -->` and `<!-- end -->`. */
export function withGenerated(page, name, text) {
  const begin = `<!-- generated: ${name} -->\n`
  const from = page.indexOf(begin)
  const to = page.indexOf('<!-- end -->', from)
  if (from < 0 || to < 0)
    throw new Error(`The page lacks a place for "${name}".`)
  return `${page.slice(0, from)}${begin}\n${text}\n\n${page.slice(to)}`
}
