import type {
  GoldenVector,
  InferenceEngine,
  ModelFiles,
} from '@aichain/inference'
import { explainDivergence, runTraced } from '@aichain/inference'
import { WitnessDisagreesError } from '../../errors/model.js'

/** Who is asked, and what must be answered. */
export type WitnessQuestion = {
  /** Position among the witnesses, from 0. */
  readonly witness: number
  readonly engine: InferenceEngine
  readonly files: ModelFiles
  readonly vectors: readonly GoldenVector[]
}

/** Runs every golden prompt on a witness; what it computes must be equal. */
export async function questionWitness(
  { witness, engine, files, vectors }: WitnessQuestion,
  signal: AbortSignal,
): Promise<void> {
  const session = await engine.load(files, { signal })
  try {
    for (const [index, vector] of vectors.entries()) {
      const { prompt, seed } = vector
      const run = await runTraced(session, prompt, { seed, signal })
      const divergence = explainDivergence(run.generation, vector.generation, {
        mine: run,
        agreed: vector,
      })
      if (!divergence) continue
      const [expected, actual] = [vector.logits, run.logits]
      const difference = { expected, actual, divergence }
      throw new WitnessDisagreesError({ witness, index, ...difference })
    }
  } finally {
    await session.close()
  }
}
