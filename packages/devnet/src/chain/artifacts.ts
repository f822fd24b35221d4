import appeals from '@aichain/contracts/artifacts/AppealsPart.json' with {
  type: 'json',
}
import beacon from '@aichain/contracts/artifacts/Beacon.json' with {
  type: 'json',
}
import consensus from '@aichain/contracts/artifacts/Consensus.json' with {
  type: 'json',
}
import lateVotes from '@aichain/contracts/artifacts/LateVotesPart.json' with {
  type: 'json',
}
import lens from '@aichain/contracts/artifacts/LensPart.json' with {
  type: 'json',
}
import modelRegistry from '@aichain/contracts/artifacts/ModelRegistry.json' with {
  type: 'json',
}
import orders from '@aichain/contracts/artifacts/OrdersPart.json' with {
  type: 'json',
}
import places from '@aichain/contracts/artifacts/PlacesPart.json' with {
  type: 'json',
}
import type { Abi, Hex } from 'viem'

/** A compiled contract. */
export type Artifact = { readonly abi: Abi; readonly bytecode: Hex }

/** What the compiler wrote is known to be of this type; to TypeScript it is any JSON. */
const known = (artifact: {
  readonly abi: unknown
  readonly bytecode: string
}) => artifact as Artifact

/** The contracts beside those that make up consensus. */
export const artifacts = {
  beacon: known(beacon),
  consensus: known(consensus),
  modelRegistry: known(modelRegistry),
}

/** The contracts that consensus passes calls on to, by its names for them. */
export const parts = {
  places: known(places),
  lateVotes: known(lateVotes),
  appeals: known(appeals),
  orders: known(orders),
  lens: known(lens),
}
