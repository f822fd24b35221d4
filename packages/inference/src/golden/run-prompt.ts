import type { Digest } from '@aichain/base'
import type { Generation, TracedGeneration } from '../document/output.js'
import type { Prompt } from '../document/prompt.js'
import { InferenceFailedError } from '../errors/inference.js'
import type {
  GenerateOptions,
  GenerationPart,
  InferenceSession,
} from '../ports/inference-engine.js'

/** Runs a prompt to its end, without the tokens on the way. */
export async function runPrompt(
  session: InferenceSession,
  prompt: Prompt,
  options: GenerateOptions = {},
): Promise<Generation> {
  return (await lastPart(session.generate(prompt, options))).generation
}

/** Runs a prompt to its end, and keeps what a golden vector holds of it. */
export async function runTraced(
  session: InferenceSession,
  prompt: Prompt,
  options: Omit<GenerateOptions, 'trace'> = {},
): Promise<TracedGeneration> {
  const steps: Digest[] = []
  const parts = session.generate(prompt, { ...options, trace: true })
  const part = await lastPart(parts, ({ logits }) => {
    if (logits !== undefined) steps.push(logits)
  })
  const { generation, logits } = part
  if (logits !== undefined) return { generation, logits, steps }
  throw new InferenceFailedError({ reason: 'it left out the trace' })
}

type Part<Type extends GenerationPart['type']> = Extract<
  GenerationPart,
  { type: Type }
>

async function lastPart(
  parts: AsyncIterable<GenerationPart>,
  onToken: (part: Part<'token'>) => void = () => {},
): Promise<Part<'generation'>> {
  for await (const part of parts) {
    if (part.type === 'generation') return part
    onToken(part)
  }
  throw new InferenceFailedError({ reason: 'it ended without a result' })
}
