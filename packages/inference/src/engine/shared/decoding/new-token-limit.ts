import type { DecodingRules } from '../../../document/manifest.js'

/**
 * How many tokens may follow a prompt of `promptTokens` tokens; `undefined`
 * when the context has no room for even one.
 */
export function newTokenLimit(
  rules: Pick<DecodingRules, 'contextLimit' | 'maxNewTokens'>,
  promptTokens: number,
  requested: number | undefined,
): number | undefined {
  const room = rules.contextLimit - promptTokens
  if (room < 1) return undefined
  return Math.min(room, rules.maxNewTokens, requested ?? rules.maxNewTokens)
}
