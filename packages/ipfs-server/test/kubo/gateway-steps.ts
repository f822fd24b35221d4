import { ask } from './ask.js'
import { folder, missing } from './fixtures.js'
import { filled, type StepContext, type Steps } from './step.js'

/** A path of the gateway, which may name what was stored: `/ipfs/{hello}`. */
const get =
  (
    path: string,
    headers: Record<string, string> = {},
    method = 'GET',
    without: readonly string[] = [],
  ) =>
  ({ gatewayUrl, at }: StepContext) =>
    ask(`${gatewayUrl}${filled(path, at)}`, { headers, method, without })

const raw = { accept: 'application/vnd.ipld.raw' }
const odd = encodeURIComponent('grüße & co.json')

/** Kubo's folder pages look another way. */
const page = ['etag']

const part = (bytes: string) => ({ range: `bytes=${bytes}` })

/** Kubo guesses the type of a file without a name from the part alone. */
const guessed = ['GET', ['content-type']] as const

/** What is asked of the gateway. */
export const gatewaySteps: Steps = {
  'a raw block': get('/ipfs/{hello}?format=raw'),
  'a raw block by header': get('/ipfs/{hello}', raw),
  'a raw block, headers only': get('/ipfs/{hello}?format=raw', {}, 'HEAD'),
  'a part of a raw block': get('/ipfs/{hello}?format=raw', part('1-2')),
  'a raw block that the client has': ({ gatewayUrl, at }) =>
    ask(`${gatewayUrl}/ipfs/${at.hello}?format=raw`, {
      headers: { 'if-none-match': `"${at.hello}.raw"` },
      without: ['x-ipfs-roots'],
    }),
  'the block of a folder': get('/ipfs/{pets}?format=raw'),
  'the block at a path': get('/ipfs/{pets}/deep?format=raw'),
  'an identity CID': get('/ipfs/bafkqabtimvwgy3yk?format=raw'),
  'a CID of version 0': get(
    '/ipfs/QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n?format=raw',
  ),
  'a CID in capitals': ({ gatewayUrl, at }) =>
    ask(`${gatewayUrl}/ipfs/${at.hello.toUpperCase()}?format=raw`),
  'a raw block that is missing': get(`/ipfs/${missing}?format=raw`),
  'a file': get('/ipfs/{hello}'),
  'a file, headers only': get('/ipfs/{large}', {}, 'HEAD'),
  'a large file': get('/ipfs/{large}'),
  'a part of a file': get('/ipfs/{large}', part('1048570-1048590'), ...guessed),
  'the end of a file': get('/ipfs/{large}', part('-3'), ...guessed),
  'a file from an offset': get('/ipfs/{hello}', part('3-')),
  'a part outside of the file': get('/ipfs/{hello}', part('100-200'), 'GET', [
    'cache-control',
    'etag',
    'x-ipfs-roots',
  ]),
  'a range that is none': get('/ipfs/{hello}', part('abc')),
  'a file that the client has': ({ gatewayUrl, at }) =>
    ask(`${gatewayUrl}/ipfs/${at.hello}`, {
      headers: { 'if-none-match': `"${at.hello}"` },
      without: ['x-ipfs-roots'],
    }),
  'a text by its name': get('/ipfs/{pets}/cat.txt'),
  'a page by its name': get('/ipfs/{pets}/page.html'),
  'a document by its name': get(`/ipfs/{pets}/${odd}`),
  'a document without a name': get('/ipfs/{json}'),
  'a document under another name': get('/ipfs/{json}?filename=a.json'),
  'a document to keep': get('/ipfs/{json}?filename=a.json&download=true'),
  'bytes that are no text': get('/ipfs/{pets}/deep/data.bin'),
  'a file in a sharded folder': get(
    `/ipfs/{many}/${'123'.padStart(40, '0')}`,
    {},
    'GET',
    ['x-ipfs-roots'],
  ),
  'a folder without a slash': get('/ipfs/{pets}'),
  'a folder': async (context) => {
    const { status, headers } = await get(
      '/ipfs/{pets}/',
      {},
      'GET',
      page,
    )(context)
    const response = await fetch(
      `${context.gatewayUrl}/ipfs/${context.at.pets}/`,
    )
    const body = await response.text()
    const names = folder().map(({ path }) => path.split('/')[1] ?? '')
    const listed = names.every(
      (name) =>
        body.includes(name.replace('&', '&amp;')) ||
        body.includes(name.replace('&', '&#38;')),
    )
    return { status, headers, listed }
  },
  'a path that is not there': get('/ipfs/{pets}/nope'),
  'a path through a file': get('/ipfs/{hello}/more'),
  'what is missing': get(`/ipfs/${missing}`),
  'what is missing, headers only': get(`/ipfs/${missing}`, {}, 'HEAD'),
  'what is no CID': get('/ipfs/notacid'),
  'no CID at all': get('/ipfs/'),
  'another path': get('/nothing'),
  'a method that writes': get('/ipfs/{hello}', {}, 'POST'),
}
