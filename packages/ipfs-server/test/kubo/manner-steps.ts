import { ask } from './ask.js'
import { missing } from './fixtures.js'
import { filled, type Step, type Steps } from './step.js'

/** A path of the RPC, or one that names what was stored: `cat?arg={hello}`. */
const post =
  (path: string, headers: Record<string, string> = {}): Step =>
  ({ rpcUrl, at }) =>
    ask(`${rpcUrl}/api/v0/${filled(path, at)}`, {
      method: 'POST',
      headers,
      without: ['vary'],
    })

const OTHER_PEER = '12D3KooWRBhwfeP2Y4TCx1SM6s9rUoHhR5STiGwxBhgFRcw3UERE'

const evil = { origin: 'http://evil.example' }
const preflight = { ...evil, 'access-control-request-method': 'POST' }

/** The manners of the RPC, and answers in forms that the client does not ask for. */
export const mannerSteps: Steps = {
  // Kubo's message tells of its network; that it refuses is what counts.
  'another peer': async ({ rpcUrl }) => {
    const url = `${rpcUrl}/api/v0/id?arg=${OTHER_PEER}`
    return (await ask(url, { method: 'POST' })).status
  },
  'GET is not allowed': ({ rpcUrl }) => ask(`${rpcUrl}/api/v0/version`),
  'an unknown command': post('nothing'),
  'no argument': post('cat'),
  'no body': post('add'),
  'a boolean that is none': post('pin/ls?names=maybe'),
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
  'a stream tells its length': post('cat?arg={hello}'),
  'a block is told as one': post('block/get?arg={hello}'),
  'a resolved path': post('resolve?arg=/ipfs/{object}/link'),
  'a resolved key': post('resolve?arg=/ipfs/{object}/list/2'),
  'pins in one object': post('pin/ls?arg={pets}&names=true'),
  'links in one object': post('ls?arg=/ipfs/{pets}/deep'),
}
