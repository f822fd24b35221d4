/** What `packages/inference/kernel` exports. Addresses and counts are unsigned words. */
export type Kernel = {
  readonly pack: (
    from: number,
    to: number,
    rows: number,
    columns: number,
  ) => void
  readonly packScales: (
    from: number,
    to: number,
    rows: number,
    groups: number,
  ) => void
  readonly fillAngles: (
    frequencies: number,
    half: number,
    positions: number,
    cosines: number,
    sines: number,
  ) => void
  /** Reads the task of the model at `address`. */
  readonly run: (address: number) => void
  /** Takes part in every task after number `after`; never returns. */
  readonly serve: (address: number, thread: number, after: number) => never
}

/** Most tokens that one pass reads: `CHUNK` of the kernel. */
export const CHUNK = 32

/** Positions of one page of keys and values: `PAGE` of the kernel. */
export const PAGE = 64

/** Instantiates the kernel over a memory, once per thread. */
export async function openKernel(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<Kernel> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
  return exports as unknown as Kernel
}
