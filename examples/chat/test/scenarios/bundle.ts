import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { distFolder } from '../support/scene.js'

/**
 * Of what every visitor loads, in bytes. Raise it only for a reason. The last one:
 * some 18 kB of contracts that can do twice as much: their calls, events and errors,
 * the index of a reader, and appeals.
 */
const budget = 162_000

/** What the build wrote, before any browser runs it. */
export function describeBundle(): void {
  test('what every visitor loads is small', async () => {
    const html = await readFile(join(distFolder, 'index.html'), 'utf8')
    const loaded = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)]
    expect(loaded).toHaveLength(2)
    let size = 0
    for (const [, path = ''] of loaded) {
      size += gzipSync(await readFile(join(distFolder, path))).length
    }
    expect(size).toBeLessThan(budget)
  })

  test('nothing of Node.js and no inline code is in it', async () => {
    const html = await readFile(join(distFolder, 'index.html'), 'utf8')
    expect(html.replaceAll('&#39;', "'")).toContain("script-src 'self';")
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style| on\w+=/)
    const assets = join(distFolder, 'assets')
    const scripts = (await readdir(assets)).filter((name) => /\.js$/.test(name))
    for (const name of scripts) {
      const code = await readFile(join(assets, name), 'utf8')
      expect(code, name).not.toMatch(
        /__vite-browser-external|(?:from|import|require)\s*\(?\s*["'`]node:/,
      )
    }
  })
}
