/** Bytes as `0x` and lower-case hexadecimal digits. */
export type Hex = `0x${string}`

/** A 20-byte account or contract address. Compared without regard to case. */
export type Address = Hex

/** 32 bytes: a sha2-256 or keccak-256 value, or a salt. */
export type Digest = Hex
