export function apportion(whole: number, weights: readonly number[]): number[]
