import { errorClassesOf } from '@aichain/base'
import { expect, test } from 'vitest'
import { readTopics, renderPage } from '../scripts/errors/error-page.js'
import { checkSnippets } from '../scripts/snippets/check-snippets.js'
import { extractSnippets } from '../scripts/snippets/extract-snippets.js'
import * as sdk from '../src/errors.js'

const topics = readTopics()
const errors = topics.flatMap((topic) => topic.errors)

test('the page of errors explains every class', () => {
  const page = renderPage()
  const missing = errorClassesOf(sdk).filter(
    ({ code, name }) => !page.includes(`\n### ${code}\n\n\`${name}\`.`),
  )
  expect(missing.map(({ name }) => name)).toEqual([])
})

test('every error has its own code and an explanation', () => {
  expect(errors.length).toBeGreaterThan(100)
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

test('every topic has a heading in words', () => {
  const headings = topics.map(({ title }) => title)
  expect(headings.filter((title) => !/^[A-Z][^/]+$/.test(title))).toEqual([])
})

test('fields are told with their types and comments', () => {
  const find = (code: string) => errors.find((each) => each.code === code)
  expect(find('share-too-low')?.fields).toEqual([
    { name: 'share', type: 'bigint', isOptional: false, text: 'Wei.' },
    { name: 'minimum', type: 'bigint', isOptional: false, text: 'Wei.' },
  ])
  // Through a type that several errors share.
  expect(find('task-refunded')?.fields.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['task', 'amount', 'reason']),
  )
  expect(find('operation-timeout')?.isRetryable).toBe(true)
  expect(find('share-too-low')?.isRetryable).toBe(false)
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
