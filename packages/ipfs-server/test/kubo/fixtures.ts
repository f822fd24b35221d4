import type { AddAllOptions } from 'kubo-rpc-client'

// Content that is the same on every run.

/** A file of a folder that is added; without content it is a folder. */
export type Entry = { readonly path: string; readonly content?: Uint8Array }

export const text = (value: string) => new TextEncoder().encode(value)

/** Bytes that do not repeat. */
export function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let word = 88_172_645
  for (let index = 0; index < length; index += 1) {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
    bytes[index] = word
  }
  return bytes
}

export const folder = (): Entry[] => [
  { path: 'pets/cat.txt', content: text('meow\n') },
  { path: 'pets/deep/data.bin', content: noise(600_000) },
  { path: 'pets/deep/empty.txt', content: text('') },
  { path: 'pets/grüße & co.json', content: text('{"hello":"world"}') },
  { path: 'pets/page.html', content: text('<h1>hi</h1>') },
  { path: 'pets/hollow' },
]

/** Enough names that the folder is sharded. */
export const manyFiles = (): Entry[] =>
  Array.from({ length: 4000 }, (_, index) => ({
    path: `many/${String(index).padStart(40, '0')}`,
    content: text(`${index}`),
  }))

/** The profile `unixfs-v1-2025`. */
export const profile = {
  cidVersion: 1,
  rawLeaves: true,
  chunker: 'size-1048576',
  maxFileLinks: 1024,
} as const satisfies AddAllOptions & { readonly maxFileLinks: number }

/** A CID that nothing has. */
export const missing =
  'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yaa'
