/**
 * Puts generated text between `<!-- generated: FAMILY NAME -->` and
 * `<!-- end -->`. A place without a text and a text without a place are errors.
 */
export function fill(
  page: string,
  family: string,
  texts: Readonly<Record<string, string>>,
): string {
  const unused = new Set(Object.keys(texts))
  const places = new RegExp(
    `(<!-- generated: ${family} (\\S+) -->\\n)[\\s\\S]*?(<!-- end -->)`,
    'g',
  )
  const filled = page.replace(
    places,
    (_, begin: string, name: string, end: string) => {
      unused.delete(name)
      if (texts[name] === undefined)
        throw new Error(
          `The page has a place for "${name}", which nobody makes.`,
        )
      return `${begin}\n${texts[name]}\n\n${end}`
    },
  )
  if (unused.size > 0)
    throw new Error(`The page lacks a place for ${[...unused].join(', ')}.`)
  return filled
}
