import type { RuntimePin } from '../document/manifest.js'

/** The machine that computes, as far as it can be told from inside. */
export type Environment = {
  /** JavaScript engine and its host: `Node.js v20.20.2, V8 11.3.244.8`. */
  readonly engine: string
  /** Operating system and architecture: `linux x64`; empty in a browser. */
  readonly platform: string
  /** Model of the processor, where the host tells it. */
  readonly processor: string
}

/**
 * Runtime and machine as one line, to compare by eye: two machines whose lines
 * are equal and whose bits differ are not both sound.
 *
 * @param runtime - What computes; `undefined` when the engine did not say.
 */
export function fingerprint(
  runtime: RuntimePin | undefined,
  environment?: Environment,
): string {
  const code = runtime ? describeRuntime(runtime) : 'an unknown runtime'
  const { engine = '', platform = '', processor = '' } = environment ?? {}
  return [code, engine, platform, processor]
    .filter((part) => part !== '')
    .join('; ')
}

function describeRuntime({ package: name, version, ...rest }: RuntimePin) {
  const fields = Object.entries(rest).map(([key, value]) => `${key} ${value}`)
  // Sorted, because a document's keys come in another order than an engine's.
  return [`${name}@${version}`, ...fields.sort()].join(', ')
}
