// What a JavaScript engine knows about each code point, as far as tokenizers
// and chat templates can see it. Newer engines carry newer Unicode tables, so
// this differs between Node 20.19 (Unicode 16) and 24 (17): run it under two of
// them and compare.
//
//   node character-classes.mjs                     digest of the stable ones
//   node character-classes.mjs all > 15.json       every class, for `table`
//   node character-classes.mjs table 15.json 17.json   the unstable ranges
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const LAST = 0x10ffff
const PROPERTIES =
  'Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Co Cs Cn Alphabetic Uppercase Lowercase White_Space'.split(
    ' ',
  )

/** One string per code point: equal strings, equal treatment. */
export function characterClass(code) {
  const character = String.fromCodePoint(code)
  const properties = EXPRESSIONS.map((e) => (e.test(character) ? 1 : 0))
  if (code >= 0xd800 && code <= 0xdfff) return properties.join('')
  const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'].map((f) =>
    character.normalize(f),
  )
  const cases = [character.toLowerCase(), character.toUpperCase()]
  const space = `${/\s/u.test(character)}${character.trim().length}`
  return [properties.join(''), ...forms, ...cases, space].join('|')
}

const EXPRESSIONS = PROPERTIES.map((p) => new RegExp(`^\\p{${p}}$`, 'u'))

/** sha2-256 over the classes of every code point that `isUnstable` clears. */
export function stableDigest(isUnstable) {
  const hash = createHash('sha256')
  for (let code = 0; code <= LAST; code += 1) {
    if (!isUnstable(code)) hash.update(`${code} ${characterClass(code)}\n`)
  }
  return hash.digest('hex')
}

/** Ranges of what `older` had not assigned, or `newer` classifies otherwise. */
export function unstableRanges(older, newer) {
  const unassigned = PROPERTIES.indexOf('Cn')
  const ranges = []
  for (let code = 0; code <= LAST; code += 1) {
    if (older[code][unassigned] !== '1' && older[code] === newer[code]) continue
    const last = ranges.at(-1)
    if (last?.[1] === code - 1) last[1] = code
    else ranges.push([code, code])
  }
  return ranges.map(([from, to]) => `${from.toString(16)}-${to.toString(16)}`)
}

/** From the source, because this runs under Nodes that read no TypeScript. */
function readTable() {
  const path = '../../src/engine/shared/text/tokenizer/unstable-characters.ts'
  const source = readFileSync(new URL(path, import.meta.url), 'utf8')
  const table = source.match(/`\n([^`]*)`/)[1].trim()
  const ranges = table.split(/\s+/).map((range) => {
    const [from, to = from] = range.split('-')
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
  })
  return (code) => ranges.some(([from, to]) => from <= code && code <= to)
}

const classes = () =>
  Array.from({ length: LAST + 1 }, (_, code) => characterClass(code))

function main([command, ...files]) {
  if (command === 'all') return JSON.stringify(classes())
  if (command === 'table') {
    const [older, newer] = files.map((f) => JSON.parse(readFileSync(f, 'utf8')))
    return unstableRanges(older, newer).join(' ')
  }
  return stableDigest(readTable())
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${main(process.argv.slice(2))}\n`)
}
