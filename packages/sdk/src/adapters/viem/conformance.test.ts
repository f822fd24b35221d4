import {
  type HttpTransport,
  http,
  type WebSocketTransport,
  webSocket,
} from 'viem'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Anvil, startAnvil } from '../../../test/anvil.js'
import { deployContracts } from '../../../test/deploy-contracts.js'
import { viemFixture } from '../../../test/viem-fixture.js'
import { chainConformance } from '../../testing/chain-conformance.js'

let anvil: Anvil

beforeAll(async () => {
  anvil = await startAnvil()
})

afterAll(() => anvil?.stop())

const cases = (openTransport: () => HttpTransport | WebSocketTransport) =>
  chainConformance({
    open: async (parameters) => {
      const { deployment } = await deployContracts(anvil.url, parameters)
      return viemFixture(anvil, deployment, openTransport())
    },
    canReorganize: true,
  })

describe('viemChain over HTTP', () => {
  for (const { name, run } of cases(() => http(anvil.url))) test(name, run)
})

// Only watching uses the socket for more than requests.
describe('viemChain over a WebSocket', () => {
  const watching = cases(() => webSocket(anvil.wsUrl)).filter(({ name }) =>
    name.includes('watcher'),
  )
  for (const { name, run } of watching) test(name, run)
})
