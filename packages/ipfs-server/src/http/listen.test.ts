import { expect, it } from 'vitest'
import { serve } from '../../test/support/test-server.js'
import { AddressRefusedError, PortBusyError } from '../errors/listening.js'
import { listen } from './listen.js'

it('says where it listens', async () => {
  const { url, port } = await serve(async (_, response) => {
    response.end('here')
  })
  expect(url).toBe(`http://127.0.0.1:${port}`)
  expect(await (await fetch(url)).text()).toBe('here')
})

it('never closes an idle connection that a client may be about to use', async () => {
  const { url } = await serve(async (_, response) => {
    response.end('here')
  })
  const response = await fetch(url)
  await response.text()
  expect(response.headers.get('connection')).toBe('keep-alive')
  // Node's default of five seconds would be announced here.
  expect(response.headers.get('keep-alive')).toBeNull()
})

it('names the port that somebody else has, and what it was for', async () => {
  const { port } = await serve(async () => {})
  const second = listen(async () => {}, {
    host: '127.0.0.1',
    port,
    what: 'the IPFS RPC',
  })
  await expect(second).rejects.toThrow(PortBusyError)
  await expect(second).rejects.toThrow('the IPFS RPC')
})

it('names an address that is not of this machine', async () => {
  // Of the block that documentation uses: no machine has it.
  const place = { host: '192.0.2.1', port: 0, what: 'the IPFS RPC' }
  const listening = listen(async () => {}, place)
  await expect(listening).rejects.toThrow(AddressRefusedError)
  await expect(listening).rejects.toThrow('EADDRNOTAVAIL')
})

it('breaks the connection where a handler fails', async () => {
  const { url } = await serve(async () => {
    throw new Error('lost')
  })
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})

it('stops at once with open connections, after its handlers ended', async () => {
  const log: string[] = []
  const server = await serve(async (request, response) => {
    response.write('begun')
    await new Promise((resolve) => request.socket.once('close', resolve))
    await new Promise((resolve) => setTimeout(resolve, 20))
    log.push('handler ended')
  })
  const { body } = await fetch(server.url)
  const reader = body?.getReader()
  await reader?.read()
  await server.stop()
  log.push('stopped')
  expect(log).toEqual(['handler ended', 'stopped'])
  await expect(reader?.read()).rejects.toThrow('terminated')
})
