export function stableDigest(isUnstable: (code: number) => boolean): string
