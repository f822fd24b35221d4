import type { ConformanceCase } from '@aichain/base/testing'
import { appealingPromises } from './chain-appealing.js'
import { beaconPromises } from './chain-beacon.js'
import { closingPromises } from './chain-closing.js'
import { type ChainFixture, conformanceParameters } from './chain-fixture.js'
import { latePromises } from './chain-late-votes.js'
import { orderPromises } from './chain-orders.js'
import { placePromises } from './chain-places.js'
import type { ChainPromises } from './chain-promises.js'
import { readingPromises } from './chain-reading.js'
import { seatPromises } from './chain-seats.js'
import { settlingPromises } from './chain-settling.js'
import { votingPromises } from './chain-voting.js'
import { reorganizationPromises, watchingPromises } from './chain-watching.js'
import type { ChosenParameters } from './chosen-parameters.js'

/**
 * What every `Chain` must do, as cases for any test runner: the rules of the
 * contracts, their errors and events, watching, abort and reorganizations. Each
 * case compares what the chain does with the mirrors in `@aichain/sdk/core`.
 *
 * @param options - `open` deploys contracts with the given parameters, for one
 *   case; `canReorganize` adds the cases that call `reorganize`.
 *
 * @example
 * ```ts
 * import { chainConformance, memoryChain } from '@aichain/sdk/testing'
 *
 * const address = (index: number) => `0x${`${index + 1}`.padStart(40, '0')}` as const
 * const cases = chainConformance({
 *   open: ({ beacon: { genesis, period }, ...parameters }) => {
 *     const beacon = { address: address(99), genesis, period }
 *     const chain = memoryChain({ parameters: { ...parameters, beacon } })
 *     return {
 *       connect: (index) => chain.connect(address(index)),
 *       signVote: (index, vote) => chain.signVote(address(index), vote),
 *       signAcknowledgement: (index, seen) => chain.signAcknowledgement(address(index), seen),
 *       signSigner: (index, signer) => chain.signSigner(address(index), signer),
 *       signOrder: (index, order) => chain.signOrder(address(index), order),
 *       signRound: chain.signRound,
 *       mine: async (options) => chain.mine(options),
 *     }
 *   },
 *   canReorganize: false,
 * })
 * for (const { name, run } of cases) {
 *   console.log(name) // with vitest: test(name, run)
 *   await run()
 * }
 * ```
 */
export function chainConformance(options: {
  readonly open: (
    parameters: ChosenParameters,
  ) => ChainFixture | Promise<ChainFixture>
  readonly canReorganize: boolean
}): readonly ConformanceCase[] {
  const promises: ChainPromises = {
    ...readingPromises,
    ...seatPromises,
    ...placePromises,
    ...beaconPromises,
    ...votingPromises,
    ...closingPromises,
    ...settlingPromises,
    ...latePromises,
    ...appealingPromises,
    ...orderPromises,
    ...watchingPromises,
    ...(options.canReorganize ? reorganizationPromises : {}),
  }
  return Object.entries(promises).map(([name, check]) => ({
    name,
    run: async () => {
      const fixture = await options.open(conformanceParameters)
      try {
        await check(fixture)
      } finally {
        await fixture.dispose?.()
      }
    },
  }))
}
