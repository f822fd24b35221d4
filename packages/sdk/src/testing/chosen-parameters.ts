import type { ProtocolParameters } from '../core/task/parameters.js'

/** What a test chooses of a deployment's parameters: prices, what a lie costs and the beacon's address follow. */
export type ChosenParameters = Omit<
  ProtocolParameters,
  'prices' | 'hardSlash' | 'beacon'
> & { readonly beacon: Omit<ProtocolParameters['beacon'], 'address'> }
