// Preload with `node --import` (worker threads inherit it): whoever reaches for
// the network fails, and says so on stderr.

import dns from 'node:dns'
import { Socket } from 'node:net'

function refuse(what) {
  process.stderr.write(`network refused: ${what}\n`)
  process.exitCode = 9
  throw new TypeError(`network refused: ${what}`)
}

const { fetch } = globalThis
globalThis.fetch = (input, init) => {
  const url = String(input?.url ?? input)
  if (/^(data|blob|file):/.test(url)) return fetch(input, init)
  return refuse(url)
}
Socket.prototype.connect = (...options) => refuse(JSON.stringify(options))
dns.lookup = (name) => refuse(name)
