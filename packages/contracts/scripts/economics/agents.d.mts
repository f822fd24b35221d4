export const ABSENT: number
export const TRUTH: number
export const LIE: number
export type Kind = 'cartel' | 'lazy' | 'honest'
export type Strategy = 'lie' | 'grab' | 'block' | 'defend'
export function votesOf(
  members: readonly Kind[],
  scene: {
    readonly strategy: Strategy
    readonly sealed: boolean
    readonly outageRate: number
    readonly situation: { readonly cartel: number; readonly quorum: number }
  },
  random: () => number,
): number[]
export function decide(votes: readonly number[], quorum: number): number
