export type Digests = { readonly generation: string; readonly logits: string }
export type Place = { readonly model: string; readonly prompt: string }
export type Expected = Readonly<
  Record<string, Readonly<Record<string, Digests>>>
>
export function digestOf(digests: Digests): string
export function findDifference(
  expected: Expected,
  result: Place & Digests,
): string | undefined
export function findMissing(
  wanted: readonly Place[],
  results: readonly Place[],
): string | undefined
