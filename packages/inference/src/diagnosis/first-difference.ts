import type { Divergence } from './divergence.js'

/** Where two generations part, as half a sentence. */
export function firstDifference(divergence: Divergence): string {
  switch (divergence.type) {
    case 'token': {
      const { index, mine = 'the end', agreed = 'the end', step } = divergence
      const since = step === undefined ? '' : `, other bits since step ${step}`
      return `token ${index} is ${mine}, not ${agreed}${since}`
    }
    case 'logits':
      return `no token, but other bits since step ${divergence.step}`
    case 'text':
      return `no token, but the text from character ${divergence.index} on`
    case 'finish-reason':
      return `it ended with '${divergence.mine}', not '${divergence.agreed}'`
  }
}
