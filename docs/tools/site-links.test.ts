import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { resolveLink, siteLinkProblems } from './site-links.js'

let folder: string | undefined

async function site(files: Record<string, string>): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), 'docs-links-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

afterEach(async () => {
  if (folder) await rm(folder, { recursive: true, force: true })
})

test('links that lead somewhere are no problem', async () => {
  const path = await site({
    'index.html':
      '<h2 id="top">a</h2><a class="x" href="/guides/a.html#one">a</a><a href="#top">b</a><a href="https://example.com/x">c</a><img src="/logo.svg">',
    'guides/a.html':
      '<h2 id="one">a</h2><a href="../">up</a><a href="/">home</a>',
    'logo.svg': '<svg/>',
  })
  expect(await siteLinkProblems(path)).toEqual([])
})

test('missing pages, images and anchors are named with their page', async () => {
  const path = await site({
    'index.html':
      '<a href="/gone.html">a</a><a href="/a.html#two">b</a><img alt="" src="/no.png">',
    'a.html': '<h2 id="one">a</h2>',
  })
  expect(await siteLinkProblems(path)).toEqual([
    'index.html: /gone.html leads nowhere',
    'index.html: /a.html#two has no such anchor',
    'index.html: /no.png leads nowhere',
  ])
})

test('an anchor that is there twice is named', async () => {
  const path = await site({
    'index.html': '<h2 id="one">a</h2><a id="one"></a><h2 id="two">b</h2>',
  })
  expect(await siteLinkProblems(path)).toEqual([
    'index.html: the anchor one is there twice',
  ])
})

test('below a path, links that forget it lead nowhere', async () => {
  const path = await site({
    'index.html': '<a href="/docs/a.html">a</a><a href="/a.html">b</a>',
    'a.html': '',
  })
  expect(await siteLinkProblems(path, '/docs/')).toEqual([
    'index.html: /a.html leads nowhere',
  ])
})

test.each([
  ['a/b.html', 'c.html', 'a/c.html', ''],
  ['a/b.html', '../c.html#d', 'c.html', 'd'],
  ['a/b.html', './', 'a/index.html', ''],
  ['a/b.html', '/', 'index.html', ''],
  ['a/b.html', '#d%C3%A9', 'a/b.html', 'dé'],
  ['a/b.html', '/c/?q=1#d', 'c/index.html', 'd'],
])('on %s, %s is %s', (page, link, path, hash) => {
  expect(resolveLink(page, link, '/')).toEqual({ path, hash })
})

test.each(['https://example.com', '//example.com/a', 'mailto:a@example.com'])(
  '%s leads out of the site',
  (link) => {
    expect(resolveLink('index.html', link, '/')).toBeUndefined()
  },
)
