/** Most tokens that one pass reads. */
export const CHUNK: u32 = 32

/** Positions whose keys and values lie together in one page of memory. */
export const PAGE: u32 = 64

/** int8 weights of eight rows at a time, and what each row or group is multiplied by. */
@unmanaged
export class Matrix {
  /** Eight rows interleaved, see `pack.ts`. */
  weights!: usize
  /** float32, a row each; with groups, eight rows of a group together. */
  scales!: usize
}

/** A layer's weights, all of them pointers. Written by the host, word by word, in this order. */
@unmanaged
export class Layer {
  attentionNorm!: usize
  query!: Matrix
  key!: Matrix
  value!: Matrix
  output!: Matrix
  feedForwardNorm!: usize
  gate!: Matrix
  up!: Matrix
  down!: Matrix
}

/**
 * A model in memory, and the task at hand. Written by the host, word by word;
 * what is a class here is a pointer there.
 */
@unmanaged
export class Model {
  threads!: u32
  hidden!: u32
  intermediate!: u32
  layers!: u32
  heads!: u32
  keyValueHeads!: u32
  headDimension!: u32
  /** Rows of the head, a multiple of eight. */
  vocabulary!: u32
  /** Columns that share a scale; 0 is a whole row. */
  group!: u32
  epsilon!: f32
  embedding!: Matrix
  head!: Matrix
  norm!: usize
  cosines!: usize
  sines!: usize
  /** Pointers to `Layer`s. */
  layerTable!: usize
  /** Pointers to pages of keys and values. */
  pageTable!: usize
  /** float32 [CHUNK][hidden]: the residual stream. */
  residual!: usize
  /** float32 [CHUNK][(heads + 2 keyValueHeads) headDimension] */
  projections!: usize
  /** float32 [CHUNK][heads headDimension] */
  attended!: usize
  /** float32 [CHUNK][intermediate], twice. */
  gated!: usize
  raised!: usize
  /** float32 [CHUNK][vocabulary] */
  logits!: usize
  /** A private space for each thread. */
  scratch!: usize
  scratchSize!: u32
  /** uint32 ids of the tokens to read. */
  tokens!: usize
  /** Position of the first. */
  start!: u32
  count!: u32
  /** Tokens at the end whose scores are wanted. */
  scored!: u32
  /** Where threads meet, see `threads.ts`. */
  arrived!: u32
  meeting!: u32
  /** Counts the tasks. */
  task!: u32
}
