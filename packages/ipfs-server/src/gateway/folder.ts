import type { UnixFSDirectory } from 'ipfs-unixfs-exporter'
import { type Answer, bytesOf, type ContentRequest } from './answer.js'

/** A page that lists a folder, or the way to it with a slash at the end. */
export async function answerFolder(
  entry: UnixFSDirectory,
  { path, url }: ContentRequest,
): Promise<Answer> {
  if (!path.endsWith('/')) {
    const location = `${url.pathname}/${url.search}`
    return {
      status: 301,
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        Location: location,
      },
      body: bytesOf(
        `<a href="${escapeHtml(location)}">Moved Permanently</a>.\n\n`,
      ),
    }
  }
  const rows: string[] = []
  for await (const { name, size } of entry.entries()) {
    const link = escapeHtml(encodeURIComponent(name))
    rows.push(`<li><a href="./${link}">${escapeHtml(name)}</a> (${size} bytes)`)
  }
  const title = escapeHtml(path)
  return {
    headers: {
      'Cache-Control': 'public, max-age=604800, stale-while-revalidate=2678400',
      'Content-Type': 'text/html',
      // What `index.html` would need: nothing here runs or loads.
      'Content-Security-Policy': "default-src 'none'",
      Etag: `"DirIndex-aichain_CID-${entry.cid}"`,
    },
    body: bytesOf(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>`,
      `<h1>${title}</h1><ul>${rows.join('\n')}</ul></html>\n`,
    ),
  }
}

function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (character) => `&#${character.charCodeAt(0)};`,
  )
}
