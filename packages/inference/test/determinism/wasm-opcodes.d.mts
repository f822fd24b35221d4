export function countInstructions(wasm: Uint8Array): {
  readonly all: number
  readonly simd: number
  readonly relaxed: readonly number[]
}
