import type { Divergence } from './divergence.js'

/** The divergence in words, with what most often causes it. */
export function describeDivergence(divergence: Divergence | undefined): string {
  switch (divergence?.type) {
    case 'token':
      return (
        `The first difference is token ${divergence.index}: ` +
        `mine is ${divergence.mine ?? 'the end'}, ` +
        `the agreed one is ${divergence.agreed ?? 'the end'}. ` +
        'Run the golden vectors: this machine may compute other bits.'
      )
    case 'text':
      return (
        `The tokens are equal, the text differs from character ${divergence.index} on. ` +
        'The tokenizer of this machine is not the one the model pins.'
      )
    case 'finish-reason':
      return (
        `Mine ended with '${divergence.mine}', the agreed one with '${divergence.agreed}'. ` +
        'A limit of the manifest is not kept the same here.'
      )
    case 'logits':
      return (
        `The generations are equal, but the bits differ from step ${divergence.step} on. ` +
        'This machine computes otherwise; another prompt would have shown it.'
      )
    case undefined:
      return 'The generations are equal; only what they are bound to differs.'
  }
}
