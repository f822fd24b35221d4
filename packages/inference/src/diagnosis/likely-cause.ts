import type { Divergence } from './divergence.js'

/** Why a machine most likely computes something else than a golden vector. */
export type LikelyCause =
  | 'other-runtime'
  | 'unstable-machine'
  | 'other-text'
  | 'other-arithmetic'
  | 'other-decoding'

/** What a failed self-test found out. */
export type SelfTestFindings = {
  readonly divergence: Divergence
  /** Whether the machine's runtime is the pinned one, as far as is known. */
  readonly isRuntimePinned: boolean
  /** Whether the machine computed the same again when asked again. */
  readonly isRepeatable: boolean
}

/**
 * The likeliest cause of a failed self-test: what explains most comes first.
 *
 * @example
 * ```ts
 * import { likelyCause } from '@aichain/inference'
 *
 * likelyCause({
 *   divergence: { type: 'logits', step: 3 },
 *   isRuntimePinned: true,
 *   isRepeatable: false,
 * }) // 'unstable-machine'
 * ```
 */
export function likelyCause(findings: SelfTestFindings): LikelyCause {
  if (!findings.isRuntimePinned) return 'other-runtime'
  if (!findings.isRepeatable) return 'unstable-machine'
  const { divergence } = findings
  switch (divergence.type) {
    case 'text':
      return 'other-text'
    case 'logits':
      return 'other-arithmetic'
    case 'finish-reason':
      return causeOfEnd(divergence)
    case 'token':
      return isOtherChoice(divergence) ? 'other-decoding' : 'other-arithmetic'
  }
}

/** Only before the first step, text alone decides; only arithmetic makes a NaN. */
function causeOfEnd({
  mine,
  agreed,
}: Extract<Divergence, { type: 'finish-reason' }>): LikelyCause {
  const ends = [mine, agreed]
  if (ends.includes('non-finite-logits')) return 'other-arithmetic'
  const isAboutPrompt = ends.some((end) => end.startsWith('prompt-'))
  return isAboutPrompt ? 'other-text' : 'other-decoding'
}

/** Both chose a token, from equal logits. */
function isOtherChoice({
  mine,
  agreed,
  step,
}: Extract<Divergence, { type: 'token' }>): boolean {
  return step === undefined && mine !== undefined && agreed !== undefined
}
