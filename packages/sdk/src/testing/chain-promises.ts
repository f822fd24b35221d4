import type { ChainFixture } from './chain-fixture.js'

/** Promises of the chain's port, each by its sentence, checked on newly deployed contracts. */
export type ChainPromises = Readonly<
  Record<string, (fixture: ChainFixture) => Promise<void>>
>
