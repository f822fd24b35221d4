// Preload with `node --import` (worker threads inherit it): whoever reaches for
// the network fails, and says so on stderr.
import dns from 'node:dns'
import { Socket } from 'node:net'

function refuse(what: string): never {
  process.stderr.write(`network refused: ${what}\n`)
  process.exitCode = 9
  throw new TypeError(`network refused: ${what}`)
}

const { fetch } = globalThis
globalThis.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input)
  if (/^(data|blob|file):/.test(url)) return fetch(input, init)
  return refuse(url)
}
Socket.prototype.connect = (...options: unknown[]) =>
  refuse(JSON.stringify(options))
Object.assign(dns, { lookup: (name: string) => refuse(name) })
