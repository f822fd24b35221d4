const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webp: 'image/webp',
  xml: 'application/xml',
}

const UNKNOWN = 'application/octet-stream'

/**
 * The media type of a file: from its name where that tells, else JSON or plain
 * text where its beginning is that. Nothing without a name becomes a page.
 *
 * @param beginning - The first bytes, or all of them.
 * @param isWhole - Whether `beginning` is the whole file.
 */
export function contentType(
  name: string,
  beginning: Uint8Array,
  isWhole: boolean,
): string {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const known = TYPES[extension]
  if (known) return known
  const text = asText(beginning, isWhole)
  if (text === undefined) return UNKNOWN
  return isWhole && isJson(text) ? 'application/json' : (TYPES.txt ?? UNKNOWN)
}

/** `undefined` for what is no UTF-8 or holds bytes that no text has. */
function asText(bytes: Uint8Array, isWhole: boolean): string | undefined {
  try {
    // The end of a beginning may cut a character in two: that is no error.
    const decoder = new TextDecoder('utf-8', { fatal: true })
    const text = decoder.decode(bytes, { stream: !isWhole })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary from text
    return /[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
