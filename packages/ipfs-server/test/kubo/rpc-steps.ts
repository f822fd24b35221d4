import { addSteps } from './add-steps.js'
import { blockSteps } from './block-steps.js'
import { dagSteps } from './dag-steps.js'
import { pinSteps } from './pin-steps.js'
import { readSteps } from './read-steps.js'
import type { Steps } from './step.js'
import { upkeepSteps } from './upkeep-steps.js'

/** What is asked of the RPC through kubo-rpc-client, in this order. */
export const rpcSteps: Steps = {
  ...addSteps,
  ...readSteps,
  ...blockSteps,
  ...dagSteps,
  ...pinSteps,
  ...upkeepSteps,
}
