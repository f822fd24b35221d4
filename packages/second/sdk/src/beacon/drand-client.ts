import {
  type CallOptions,
  type Fetch,
  InvalidArgumentError,
  OperationTimeoutError,
  type StoreAddress,
  shownAddress,
  storeAddress,
  withTimeout,
} from '@aichain/base'
import type { Beacon, BeaconRound } from './beacon.js'
import {
  type BeaconAttempt,
  BeaconSignatureError,
  BeaconUnreachableError,
} from './beacon-errors.js'
import { fetchSignature } from './fetch-signature.js'
import { quicknet } from './quicknet.js'
import { verifyRound } from './verify-round.js'

/** Which servers to ask, and whose rounds they are. */
export type DrandClientOptions = {
  /** Default: quicknet. */
  readonly network?: (Beacon & { readonly chainHash: string }) | undefined
  /**
   * Addresses of drand's HTTP API, best first, without the chain hash. A user
   * name and password in one are sent as basic authorization. Default: the
   * public servers of quicknet.
   */
  readonly addresses?: readonly string[] | undefined
  /** Milliseconds that one server may take for one round. Default 5,000. */
  readonly addressTimeout?: number | undefined
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined
}

/** How asking for a round goes on. */
export type DrandProgress =
  | { readonly type: 'asking'; readonly address: string }
  | ({ readonly type: 'failed' } & BeaconAttempt)

/** Rounds of a beacon, from its servers. */
export type DrandClient = {
  readonly network: Beacon
  readonly getRound: (
    round: bigint,
    options?: CallOptions<DrandProgress>,
  ) => Promise<BeaconRound>
}

/** What became of asking one server. */
type Outcome =
  | { readonly round: BeaconRound }
  | { readonly attempt: BeaconAttempt; readonly isForged: boolean }

/**
 * Fetches rounds from drand's HTTP servers, in browsers and in Node. No server is
 * trusted: a signature is verified before it is given out, and when one server
 * lies, is slow or away, the next is asked. The one that last gave a round is
 * asked first the next time.
 *
 * Errors at once: `InvalidArgumentError`. Errors of `getRound`:
 * `InvalidArgumentError`, `OperationTimeoutError`, `BeaconUnreachableError`,
 * which may pass, and, only if every server sent a wrong signature,
 * `BeaconSignatureError`.
 *
 * @example
 * ```ts
 * import { drandClient, roundAt } from '@aichain/sdk/beacon'
 *
 * const drand = drandClient()
 * const round = roundAt(drand.network, 1_800_000_000)
 * const { randomness } = await drand.getRound(round, { timeout: 20_000 })
 * ```
 */
export function drandClient(options: DrandClientOptions = {}): DrandClient {
  const { network = quicknet, addressTimeout = 5_000 } = options
  const servers = openedServers(options.addresses ?? quicknet.addresses)
  // Called through the global, so that a page may replace it later.
  const fetch: Fetch =
    options.fetch ?? ((url, init) => globalThis.fetch(url, init))

  const ask: Ask = async (server, round, signal) => {
    const path = `/${network.chainHash}/public/${round}`
    const address = shownAddress(server.url)
    const work = (limited: AbortSignal) =>
      fetchSignature(server, path, { fetch, signal: limited })
    const limits = { signal, timeout: addressTimeout, operation: address }
    const fetched = await withTimeout(limits, work).catch((error) => {
      if (signal.aborted || !(error instanceof OperationTimeoutError))
        throw error
      const reason = `no answer within ${addressTimeout} ms`
      return { ok: false, reason: { kind: 'timeout', reason } } as const
    })
    if (!fetched.ok)
      return { attempt: { address, ...fetched.reason }, isForged: false }
    const checked = verifyRound(network, round, fetched.value)
    return checked.ok
      ? { round: checked.value }
      : { attempt: { address, reason: checked.reason }, isForged: true }
  }
  return { network, getRound: firstOf(servers, ask) }
}

type Ask = (
  server: StoreAddress,
  round: bigint,
  signal: AbortSignal,
) => Promise<Outcome>

/** Asks one server after the other until one gives the round. */
function firstOf(
  servers: readonly StoreAddress[],
  ask: Ask,
): DrandClient['getRound'] {
  let preferred = 0
  return async (round, options = {}) => {
    checkRound(round)
    // Calls running beside this one move `preferred`; this one asks each once.
    const first = preferred
    const order = servers.map((_, step) => (first + step) % servers.length)
    const operation = `Fetching round ${round}`
    return withTimeout({ ...options, operation }, async (signal) => {
      const failures: Exclude<Outcome, { round: BeaconRound }>[] = []
      for (const index of order) {
        const server = servers[index] as StoreAddress
        const address = shownAddress(server.url)
        options.onProgress?.({ type: 'asking', address })
        const outcome = await ask(server, round, signal)
        if ('round' in outcome) {
          preferred = index
          return outcome.round
        }
        options.onProgress?.({ type: 'failed', ...outcome.attempt })
        failures.push(outcome)
      }
      const attempts = failures.map(({ attempt }) => attempt)
      const areForged = failures.every(({ isForged }) => isForged)
      throw areForged
        ? new BeaconSignatureError({ round, attempts })
        : new BeaconUnreachableError({ round, attempts })
    })
  }
}

function openedServers(addresses: readonly string[]): StoreAddress[] {
  if (addresses.length === 0) {
    const expected = 'a list of at least one URL'
    const actual = 'an empty list'
    throw new InvalidArgumentError({ argument: 'addresses', expected, actual })
  }
  return addresses.map((address) => storeAddress(address, 'addresses'))
}

/** Servers take round 0 for the latest one. */
function checkRound(round: bigint): void {
  if (round >= 1n && round < 2n ** 64n) return
  const expected = 'a round from 1 to 2^64 - 1'
  throw new InvalidArgumentError({
    argument: 'round',
    expected,
    actual: `${round}`,
  })
}
