import { expect, test } from 'vitest'
import { findPatternFault } from './pattern-cost.js'

const CASED = '[^\\r\\n\\p{L}\\p{N}]?'

test.each([
  [
    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
  ],
  [
    `(?i:'s|'t|'re|'ve|'m|'ll|'d)|${CASED}\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`,
  ],
  [
    `${CASED}[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}`,
  ],
  [
    "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s*[\\r\\n]",
  ],
  ['[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[一-龥぀-ゟ゠-ヿ]+'],
  [' ?[^(\\s|[.,!?…。，、।۔،])]+'],
  ['[0-9][0-9][0-9]|(?:ab)+|\\p{N}{3}'],
  [''],
])('lets tokenizers in use pass (%#)', (pattern) => {
  expect(findPatternFault(pattern)).toBeUndefined()
})

test.each([
  '(\\w+\\s?)+$',
  '(a+)+',
  '(a|a)*b',
  '(?:a|ab)+',
  '(a?a?)*b',
  '(\\w{1,3})+x',
  '(a{2,}){2,}',
  '((a*)?)*',
  'a*a*a*',
  'a*a*b',
  '\\s+\\s+$',
  '(?:a*a*b)?',
  '(?=a*b)c',
  '(a)\\1+',
  '(?<x>a)\\k<x>',
  '(?R)',
  '(',
  ')',
  '[a',
  '*a',
  '('.repeat(100) + ')'.repeat(100),
  'a'.repeat(10_000),
])('refuses what could take for ever, or is not understood (%#)', (pattern) => {
  expect(findPatternFault(pattern)).toEqual(expect.any(String))
})
