import { expect, test } from 'vitest'
import {
  commandProblems,
  linkProblems,
  pathProblems,
  readSources,
} from './source-promises.js'

const sources = await readSources()
const page = (text: string) => [{ path: 'docs/page.md', text }]

test('the pages, READMEs and rules are read', () => {
  const paths = sources.map(({ path }) => path)
  expect(paths).toContain('README.md')
  expect(paths).toContain('docs/protocol.md')
  expect(paths).toContain('docs/adr/0001-adr-format.md')
  expect(paths).toContain('packages/sdk/README.md')
  expect(paths.filter((path) => path.includes('node_modules'))).toEqual([])
})

test('every link leads somewhere', async () => {
  expect(await linkProblems(sources)).toEqual([])
})

test('every file that is named is there', () => {
  expect(pathProblems(sources)).toEqual([])
})

test('every command that is named is there', async () => {
  expect(await commandProblems(sources)).toEqual([])
})

test('links that lead nowhere are found', async () => {
  const text = `
[gone](gone.md) [here](protocol.md) [out](https://example.com) [home](#none)
[anchor](protocol.md#nothing) [up](../SECURITY.md#state)
[code](https://github.com/aichain-org/aichain/blob/main/packages/gone.ts)
[fork](https://github.com/somebody/aichain/blob/main/README.md)`
  expect(await linkProblems(page(text))).toEqual([
    'docs/page.md: gone.md leads nowhere',
    'docs/page.md: #none leads nowhere',
    'docs/page.md: protocol.md#nothing has no such anchor',
    'docs/page.md: https://github.com/aichain-org/aichain/blob/main/packages/gone.ts leads nowhere',
    'docs/page.md: https://github.com/somebody/aichain/blob/main/README.md is another repository',
  ])
})

test('files that are not there are found, in text and in commands', () => {
  const text = `\`packages/gone.ts\` \`docs/protocol.md\` \`packages/*/gone\` \`core/gone\`
\`\`\`sh
node packages/gone.mjs --all
\`\`\``
  expect(pathProblems(page(text))).toEqual([
    'docs/page.md: there is no packages/gone.ts',
    'docs/page.md: there is no packages/gone.mjs',
  ])
})

test('commands that are not there are found', async () => {
  const text = `npm run docs, npm run -s gone -- --json, npm run build -w @aichain/sdk,
npm run gone -w @aichain/sdk, npm run -w packages/contracts gone`
  expect(await commandProblems(page(text))).toEqual([
    'docs/page.md: there is no "npm run -s gone"',
    'docs/page.md: there is no "npm run gone -w @aichain/sdk"',
    'docs/page.md: there is no "npm run -w packages/contracts gone"',
  ])
})
