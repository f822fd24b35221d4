/** What a model has read. */
export type Context = {
  /** Tokens so far. */
  readonly length: number
  /** Whatever the engine keeps between steps; nobody else's affair. */
  readonly cache?: unknown
}

/** What a step computes. */
export type Step = {
  /** Scores of the token that follows; owned by the receiver. */
  readonly logits: Float32Array
  readonly context: Context
}

/** A causal language model. Who calls it decides the schedule. */
export type LanguageModel = {
  /** Ids from here on have no embedding, where the engine cannot tell by itself. */
  readonly vocabularySize?: number
  readonly emptyContext: () => Context
  /** Reads `tokens` after `context`. */
  readonly read: (tokens: readonly number[], context: Context) => Promise<Step>
  /**
   * Reads `tokens` after `context` in one pass, and yields the step after each.
   * Only engines have it whose scores do not depend on what is read together.
   */
  readonly readEach?: (
    tokens: readonly number[],
    context: Context,
  ) => AsyncIterable<Step>
}
