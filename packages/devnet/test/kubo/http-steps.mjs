// What is asked without the client: the RPC's manners and the gateway.
import { createHash } from 'node:crypto'
import { folder, missing } from './fixtures.mjs'
import { readCar } from './rpc-steps.mjs'

/** Headers that clients go by. */
const TOLD = [
  'accept-ranges',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'allow',
  'cache-control',
  'content-disposition',
  'content-location',
  'content-range',
  'content-type',
  'etag',
  'location',
  'vary',
  'x-chunked-output',
  'x-content-length',
  'x-content-type-options',
  'x-ipfs-path',
  'x-ipfs-roots',
  'x-stream-output',
]

async function ask(url, { without = [], ...init } = {}) {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const body = Buffer.from(await response.arrayBuffer())
  const headers = {}
  for (const name of TOLD) {
    const value = response.headers.get(name)
    if (value !== null && !without.includes(name)) headers[name] = value
  }
  return { status: response.status, headers, body: show(body) }
}

function show(body) {
  const text = body.toString()
  if (body.length < 400 && !text.includes('\u0000')) return text
  return `${body.length} ${createHash('sha256').update(body).digest('hex')}`
}

const post =
  (path, headers = {}, without = ['vary']) =>
  ({ rpcUrl }) =>
    ask(`${rpcUrl}/api/v0/${path}`, { method: 'POST', headers, without })

const evil = { origin: 'http://evil.example' }
const preflight = { ...evil, 'access-control-request-method': 'POST' }

const manners = {
  'GET is not allowed': ({ rpcUrl }) => ask(`${rpcUrl}/api/v0/version`),
  'an unknown command': post('nothing'),
  'no argument': post('cat'),
  'no body': post('add'),
  'a boolean that is none': ({ rpcUrl }) =>
    ask(`${rpcUrl}/api/v0/ls?arg=${missing}&stream=maybe`, { method: 'POST' }),
  'a page elsewhere': post('version', evil),
  'a page without origin': post('version', { origin: 'null' }),
  'a link from a page elsewhere': post('version', {
    referer: 'http://evil.example/',
  }),
  'a browser that tells neither': post('version', {
    'user-agent': 'Mozilla/5.0',
  }),
  'a preflight from elsewhere': ({ rpcUrl }) =>
    ask(`${rpcUrl}/api/v0/version`, {
      method: 'OPTIONS',
      headers: preflight,
      without: ['vary'],
    }),
  'an error as an object': post(`cat?arg=${missing}`),
  'an argument that is no path': post('block/get?arg=notacid'),
  'an offset before the start': post(`cat?arg=${missing}&offset=-1`),
  'a stream tells its length': ({ rpcUrl, at }) =>
    post(`cat?arg=${at.hello}`)({ rpcUrl }),
  'a block is told as one': ({ rpcUrl, at }) =>
    post(`block/get?arg=${at.hello}`)({ rpcUrl }),
  'a node as dag-json': ({ rpcUrl, at }) =>
    post(`dag/get?arg=${at.object}`)({ rpcUrl }),
  'a folder as dag-json': ({ rpcUrl, at }) =>
    post(`dag/get?arg=${at.pets}`)({ rpcUrl }),
  'a block as dag-json': ({ rpcUrl, at }) =>
    post(`dag/get?arg=${at.hello}`)({ rpcUrl }),
  'a node as dag-cbor': ({ rpcUrl, at }) =>
    post(`dag/get?arg=${at.object}&output-codec=dag-cbor`)({ rpcUrl }),
  'a value in a node': ({ rpcUrl, at }) =>
    post(`dag/get?arg=${at.object}/list/2`)({ rpcUrl }),
  'a resolved path': ({ rpcUrl, at }) =>
    post(`resolve?arg=/ipfs/${at.object}/link`)({ rpcUrl }),
  'a resolved key': ({ rpcUrl, at }) =>
    post(`resolve?arg=/ipfs/${at.object}/list/2`)({ rpcUrl }),
  'links on lines': ({ rpcUrl, at }) =>
    post(`ls?arg=${at.pets}/deep&stream=true`)({ rpcUrl }),
  'links in one object': ({ rpcUrl, at }) =>
    post(`ls?arg=/ipfs/${at.pets}/deep`)({ rpcUrl }),
}

const get =
  (path, headers = {}, method = 'GET', without = []) =>
  ({ gatewayUrl, at }) =>
    ask(`${gatewayUrl}${path.replace(/\{(\w+)\}/g, (_, name) => at[name])}`, {
      headers,
      method,
      without,
    })

const raw = { accept: 'application/vnd.ipld.raw' }
const accept = { accept: 'application/vnd.ipld.car' }
const odd = encodeURIComponent('grüße & co.json')

const car =
  (path, headers = {}) =>
  async ({ gatewayUrl, at }) => {
    const url = `${gatewayUrl}${path.replace(/\{(\w+)\}/g, (_, name) => at[name])}`
    const response = await fetch(url, { headers })
    const type = response.headers.get('content-type')
    return { type, ...(await readCar(response.body)) }
  }

/** Kubo's folder pages look another way. */
const page = ['etag']

const part = (bytes) => ({ range: `bytes=${bytes}` })

/** Kubo guesses the type of a file without a name from the part alone. */
const guessed = ['GET', ['content-type']]

const gateway = {
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
    const names = folder().map(({ path }) => path.split('/')[1])
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
  'an archive of a folder': car('/ipfs/{pets}?format=car'),
  'an archive by header': car('/ipfs/{hello}', accept),
  'an archive of a path': car('/ipfs/{pets}/deep/data.bin?format=car'),
  'an archive of one block': car('/ipfs/{pets}?format=car&dag-scope=block'),
  'an archive of a file': car(
    '/ipfs/{pets}/deep/data.bin?format=car&dag-scope=entity',
  ),
  'an archive of a folder alone': car(
    '/ipfs/{pets}/deep?format=car&dag-scope=entity',
  ),
  'an archive, headers only': get('/ipfs/{hello}?format=car', {}, 'HEAD', [
    'etag',
  ]),
  'an archive of an unknown scope': get(
    '/ipfs/{hello}?format=car&dag-scope=bogus',
  ),
}

export const httpSteps = { ...manners, ...gateway }
