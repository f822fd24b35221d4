import type { Environment as JinjaEnvironment } from '@huggingface/jinja'
import type { Message } from '../../../core/prompt.js'

/** The part of `@huggingface/jinja` that is used, handed in so that it stays optional. */
export type JinjaLibrary = typeof import('@huggingface/jinja')

type JinjaInterpreter = InstanceType<JinjaLibrary['Interpreter']>
type JinjaProgram = Parameters<JinjaInterpreter['run']>[0]

/** Turns a conversation into the text that the model was trained on. */
export type ChatTemplate = {
  /**
   * `undefined` when the template refuses the conversation, for example because
   * roles do not alternate: the same on every node.
   */
  readonly render: (messages: readonly Message[]) => string | undefined
}

/**
 * A chat template without access to anything but the conversation.
 *
 * The library's own `Template` offers `strftime_now`, the clock of this
 * machine, to templates that ask for the date. Here the name is undefined, and
 * templates fall back to a fixed date as they do in other runtimes.
 *
 * @param variables - Special tokens such as `bos_token`.
 */
export function chatTemplate(
  jinja: JinjaLibrary,
  source: string,
  variables: Readonly<Record<string, string>>,
): ChatTemplate {
  const tokens = jinja.tokenize(source, {
    lstrip_blocks: true,
    trim_blocks: true,
  })
  const program = jinja.parse(tokens)
  return {
    render: (messages) => {
      const environment = new jinja.Environment()
      declareGlobals(environment)
      const values = { ...variables, messages, add_generation_prompt: true }
      for (const [name, value] of Object.entries(values)) {
        environment.set(name, value)
      }
      return run(new jinja.Interpreter(environment), program)
    },
  }
}

/** As in the library, without `strftime_now`. */
function declareGlobals(environment: JinjaEnvironment): void {
  const constants = { true: true, false: false, none: null }
  for (const [name, value] of Object.entries(constants)) {
    environment.set(name, value)
    environment.set(name[0]?.toUpperCase() + name.slice(1), value)
  }
  environment.set('range', range)
  environment.set('raise_exception', (reason: string) => {
    throw new TemplateRefusal(reason)
  })
}

/** Python's `range`, which templates expect. */
function range(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second]
  const length = step === 0 ? 0 : Math.ceil((stop - start) / step)
  return Array.from({ length: Math.max(0, length) }, (_, i) => start + i * step)
}

/** Never leaves this file: a refusal is a result, not a fault. */
class TemplateRefusal extends Error {}

function run(interpreter: JinjaInterpreter, program: JinjaProgram) {
  try {
    const result = interpreter.run(program)
    return typeof result.value === 'string' ? result.value : undefined
  } catch (error) {
    // A full stack depends on this machine; every other failure is the same on all.
    if (error instanceof RangeError) throw error
    return undefined
  }
}
