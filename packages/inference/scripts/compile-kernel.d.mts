/** The kernel as WebAssembly. */
export function compileKernel(): Promise<Uint8Array>

/** A module that holds it. */
export function embed(binary: Uint8Array): string
