import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { page, readTopics, renderPage } from '../scripts/error-docs.mjs'
import { checkSnippets, extractSnippets } from '../scripts/snippets.mjs'

const errors = readTopics().flatMap((topic) => topic.errors)

test('docs/errors.md is what the error classes say', () => {
  expect(readFileSync(page, 'utf8')).toBe(renderPage())
})

test('every error has its own code and an explanation', () => {
  expect(errors.length).toBeGreaterThan(40)
  expect(new Set(errors.map(({ code }) => code)).size).toBe(errors.length)
  expect(errors.filter(({ text }) => text.length < 40)).toEqual([])
})

test('every code is in kebab case, as its anchor needs', () => {
  expect(
    errors
      .map(({ code }) => code)
      .filter((code) => !/^[a-z][a-z0-9-]+$/.test(code)),
  ).toEqual([])
})

test('snippets are found in Markdown and in TSDoc', () => {
  expect(extractSnippets('a\n```ts\nconst a = 1\n```\n')).toEqual([
    { line: 3, code: 'const a = 1\n' },
  ])
  expect(extractSnippets('/**\n * ```ts\n * const a = 1\n * ```\n */')).toEqual(
    [{ line: 3, code: 'const a = 1\n' }],
  )
})

test('every snippet of the documentation compiles', {
  timeout: 120_000,
}, () => {
  const { count, problems } = checkSnippets()
  expect(problems).toEqual([])
  expect(count).toBeGreaterThan(10)
})
