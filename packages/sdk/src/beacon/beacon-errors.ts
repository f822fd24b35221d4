import {
  defineError,
  failureRemedy,
  type HttpFailure,
  type HttpFailureKind,
} from '@aichain/base'

/** What became of asking one server for a round. */
export type BeaconAttempt = Partial<HttpFailure> & {
  /** Without credentials and what looks like a key. */
  readonly address: string
  /** A clause about it. */
  readonly reason: string
}

type RoundFailure = {
  readonly round: bigint
  readonly attempts: readonly BeaconAttempt[]
}

/**
 * No server gave the round.
 *
 * Why: the servers are away, slow, or limit the rate; or the round is not
 * published yet, which they answer with 404 or 425. The facts name every address
 * with its reason. Call again; a round that is published stays available.
 */
export class BeaconUnreachableError extends /* @__PURE__ */ defineError<RoundFailure>()(
  {
    code: 'beacon-unreachable',
    isRetryable: true,
    message: ({ round }) => `No server gave round ${round} of the beacon.`,
    remedy: ({ attempts }) =>
      commonRemedy(attempts) ??
      'Check that the round is published, then retry, or add a server.',
    facts: factsOf,
  },
) {}

/**
 * Every server that was asked sent a signature that is not the beacon's.
 *
 * Nothing of it was used. Why: the servers serve another network than the key
 * belongs to, or somebody on the way changes answers. Check the chain hash and
 * the key, or use other servers.
 */
export class BeaconSignatureError extends /* @__PURE__ */ defineError<RoundFailure>()(
  {
    code: 'beacon-signature',
    message: ({ round }) =>
      `What arrived for round ${round} is not signed by the beacon.`,
    remedy:
      'Check that key and chain hash belong together, or use other servers; these cannot be trusted.',
    facts: factsOf,
  },
) {}

function factsOf({ round, attempts }: RoundFailure): readonly string[] {
  return [
    `round: ${round}`,
    ...attempts.map(({ address, reason }) => `${address}: ${reason}`),
  ]
}

function commonRemedy(attempts: readonly BeaconAttempt[]): string | undefined {
  const kinds = new Set(attempts.map(({ kind }) => kind))
  const [kind] = kinds
  // A path that is not there is also what a round of the future looks like.
  const isTold = kinds.size === 1 && kind !== undefined && kind !== 'path'
  return isTold ? failureRemedy(kind satisfies HttpFailureKind) : undefined
}
