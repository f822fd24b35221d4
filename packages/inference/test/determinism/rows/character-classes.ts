// What a JavaScript engine knows about each code point, as far as tokenizers
// and chat templates can see it. Newer engines carry newer Unicode tables, so
// this differs between Node 20.19 (Unicode 16) and 24 (17): run it under two of
// them and compare.
//
//   node --import tsx character-classes.ts                 digest of the stable ones
//   node --import tsx character-classes.ts all > 15.json   every class, for `table`
//   node --import tsx character-classes.ts table 15.json 17.json    the unstable ranges
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { stableText } from '../../../src/engine/shared/text/tokenizer/stable-text.js'

const LAST = 0x10ffff
const PROPERTIES =
  'Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Co Cs Cn Alphabetic Uppercase Lowercase White_Space'.split(
    ' ',
  )

/** One string per code point: equal strings, equal treatment. */
export function characterClass(code: number): string {
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
export function stableDigest(isUnstable: (code: number) => boolean): string {
  const hash = createHash('sha256')
  for (let code = 0; code <= LAST; code += 1) {
    if (!isUnstable(code)) hash.update(`${code} ${characterClass(code)}\n`)
  }
  return hash.digest('hex')
}

/** Ranges of what `older` had not assigned, or `newer` classifies otherwise. */
export function unstableRanges(
  older: readonly string[],
  newer: readonly string[],
): string[] {
  const unassigned = PROPERTIES.indexOf('Cn')
  const ranges: [number, number][] = []
  for (let code = 0; code <= LAST; code += 1) {
    if (older[code]?.[unassigned] !== '1' && older[code] === newer[code])
      continue
    const last = ranges.at(-1)
    if (last?.[1] === code - 1) last[1] = code
    else ranges.push([code, code])
  }
  return ranges.map(([from, to]) => `${from.toString(16)}-${to.toString(16)}`)
}

/** Whether the engine's own rule replaces a character. */
function isUnstable(code: number): boolean {
  const character = String.fromCodePoint(code)
  return stableText(character) !== character
}

const classes = () =>
  Array.from({ length: LAST + 1 }, (_, code) => characterClass(code))

function main([command, ...files]: readonly string[]): string {
  if (command === 'all') return JSON.stringify(classes())
  if (command === 'table') {
    const [older, newer] = files.map((f) => JSON.parse(readFileSync(f, 'utf8')))
    return unstableRanges(older, newer).join(' ')
  }
  return stableDigest(isUnstable)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${main(process.argv.slice(2))}\n`)
}
