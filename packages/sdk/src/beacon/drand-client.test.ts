import {
  InvalidArgumentError,
  OperationTimeoutError,
  shownAddress,
} from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { deadUrl, httpServer } from '../../../base/test/http-server.js'
import type { BeaconRound } from './beacon.js'
import {
  BeaconSignatureError,
  BeaconUnreachableError,
} from './beacon-errors.js'
import { devnetBeacon } from './devnet-beacon.js'
import { type DrandProgress, drandClient } from './drand-client.js'
import { quicknet } from './quicknet.js'
import { quicknetRounds } from './quicknet-rounds.js'

const known = quicknetRounds[1] as BeaconRound
const { round } = known
const path = `/${quicknet.chainHash}/public/${round}`

/** As drand answers: digits without 0x. */
const json = (signature: string) =>
  JSON.stringify({ round: 1000, signature: signature.slice(2) })

const answering = (text: string, status = 200) =>
  httpServer((_, response) => {
    response.statusCode = status
    response.end(text)
  })

const honest = () => answering(json(known.signature))
const forging = () => answering(json(devnetBeacon().sign(round).signature))
const silent = () => httpServer(() => {})

const clientOf = (addresses: readonly string[], addressTimeout?: number) =>
  drandClient({ addresses, addressTimeout })

describe('drandClient', () => {
  it('gives a round that is verified', async () => {
    const server = await honest()
    const drand = clientOf([server.url.replace('//', '//me:secret@')])
    expect(await drand.getRound(round)).toEqual(known)
    expect(server.asked).toEqual([`GET ${path}`])
    expect(server.requests[0]?.headers).toMatchObject({
      accept: 'application/json',
      authorization: `Basic ${btoa('me:secret')}`,
    })
    expect(drand.network).toBe(quicknet)
  })

  it('goes on to the next server, and says so', async () => {
    const addresses = [
      await deadUrl(),
      (await answering('gone', 500)).url,
      (await answering('<html><title>Log in</title></html>')).url,
      (await answering('null')).url,
      (await answering('x'.repeat(100_000))).url,
      (await forging()).url,
      (await honest()).url,
    ]
    const events: DrandProgress[] = []
    const onProgress = (event: DrandProgress) => events.push(event)
    const found = await clientOf(addresses).getRound(round, { onProgress })
    expect(found).toEqual(known)
    const asked = events.filter(({ type }) => type === 'asking')
    expect(asked.map(({ address }) => address)).toEqual(addresses)
    const failed = events.filter(({ type }) => type === 'failed')
    expect(failed).toMatchObject([
      { kind: 'refused' },
      { kind: 'server', status: 500 },
      { kind: 'answer', reason: expect.stringContaining('Log in') },
      { kind: 'answer' },
      { kind: 'answer' },
      { reason: expect.stringContaining('not one of this beacon') },
    ])
  })

  it('asks the server first that last gave a round', async () => {
    const [bad, good] = [await forging(), await honest()]
    const drand = clientOf([bad.url, good.url])
    await drand.getRound(round)
    await drand.getRound(round)
    expect([bad.asked.length, good.asked.length]).toEqual([1, 2])
  })

  it('leaves a server that is slow', async () => {
    const [slow, good] = [await silent(), await honest()]
    const drand = clientOf([slow.url, good.url], 50)
    expect(await drand.getRound(round)).toEqual(known)
  })

  it('refuses what no server signed rightly', async () => {
    const servers = [await forging(), await forging()]
    const getting = clientOf(servers.map(({ url }) => url)).getRound(round)
    await expect(getting).rejects.toThrow(BeaconSignatureError)
    await expect(getting).rejects.toMatchObject({
      code: 'beacon-signature',
      isRetryable: false,
      round,
      attempts: servers.map(({ url }) => ({ address: url })),
    })
  })

  it('may be asked again if a single server was only away', async () => {
    const [bad, away] = [await forging(), await answering('', 503)]
    const getting = clientOf([bad.url, away.url]).getRound(round)
    await expect(getting).rejects.toThrow(BeaconUnreachableError)
    await expect(getting).rejects.toMatchObject({ isRetryable: true })
  })

  it.each([
    [404, 'Check that the round is published'],
    [425, 'use another server'],
    [429, 'Wait as long as it asks'],
  ])('says what to do about HTTP %i', async (status, remedy) => {
    const { url } = await answering('', status)
    await expect(clientOf([url]).getRound(round)).rejects.toThrow(remedy)
  })

  it('shows no key that is part of an address', async () => {
    const url = `${await deadUrl()}/0123456789abcdef01`
    const getting = clientOf([url]).getRound(round)
    await expect(getting).rejects.not.toThrow('0123456789abcdef01')
    await expect(getting).rejects.toThrow(shownAddress(url))
  })

  it('ends at once with the reason of its signal', async () => {
    const server = await silent()
    const controller = new AbortController()
    const { signal } = controller
    const reason = new Error('enough')
    const onProgress = () => controller.abort(reason)
    const drand = clientOf([server.url, server.url])
    const getting = drand.getRound(round, { signal, onProgress })
    await expect(getting).rejects.toBe(reason)
    expect(server.asked.length).toBeLessThanOrEqual(1)
  })

  it('ends after its timeout', async () => {
    const { url } = await silent()
    const getting = clientOf([url]).getRound(round, { timeout: 50 })
    await expect(getting).rejects.toThrow(OperationTimeoutError)
    await expect(getting).rejects.toThrow('Fetching round 1000')
  })

  it.each([0n, -1n, 2n ** 64n])('refuses round %i', async (wrong) => {
    const getting = clientOf([await deadUrl()]).getRound(wrong)
    await expect(getting).rejects.toThrow(InvalidArgumentError)
  })

  it.each([[[]], [['ftp://drand.example']]])('refuses %j', (addresses) => {
    expect(() => clientOf(addresses)).toThrow(InvalidArgumentError)
  })

  it('knows the public servers of quicknet', async () => {
    const asked: string[] = []
    const drand = drandClient({
      fetch: async (url) => {
        asked.push(url)
        return new Response('', { status: 500 })
      },
    })
    await expect(drand.getRound(round)).rejects.toThrow(BeaconUnreachableError)
    expect(asked).toEqual(quicknet.addresses.map((each) => each + path))
  })
})
