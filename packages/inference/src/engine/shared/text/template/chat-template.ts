import type { Environment as JinjaEnvironment } from '@huggingface/jinja'
import type { Message } from '../../../../document/prompt.js'
import { ModelUnsupportedError } from '../../../../errors/model.js'
import { stableText } from '../tokenizer/stable-text.js'
import { boundInterpreter } from './bound-interpreter.js'
import type {
  JinjaInterpreter,
  JinjaLibrary,
  JinjaProgram,
} from './jinja-library.js'
import { TEMPLATE_LIMITS } from './template-limits.js'
import { TemplateRefusal } from './template-refusal.js'
import { findSourceFault, inspectTemplate } from './template-syntax.js'

/** Turns a conversation into the text that the model was trained on. */
export type ChatTemplate = {
  /**
   * `undefined` when the template refuses the conversation, for example because
   * roles do not alternate: the same on every node.
   */
  readonly render: (messages: readonly Message[]) => string | undefined
}

/**
 * A chat template without access to anything but the conversation, and within
 * `TEMPLATE_LIMITS`.
 *
 * The library's own `Template` offers `strftime_now`, the clock of this
 * machine, to templates that ask for the date. Here the name is undefined, and
 * templates fall back to a fixed date as they do in other runtimes.
 *
 * Errors: `ModelUnsupportedError` where the template could give two machines
 * different texts.
 *
 * @param variables - Special tokens such as `bos_token`.
 * @param path - The template's file, for error messages.
 */
export function chatTemplate(
  jinja: JinjaLibrary,
  source: string,
  variables: Readonly<Record<string, string>>,
  path?: string,
): ChatTemplate {
  refuseFault(findSourceFault(source), path)
  const tokens = jinja.tokenize(source, {
    lstrip_blocks: true,
    trim_blocks: true,
  })
  const program = jinja.parse(tokens)
  const { nodes, fault } = inspectTemplate(program)
  refuseFault(fault, path)
  return {
    render: (messages) => {
      const environment = new jinja.Environment()
      declareGlobals(environment)
      const values = { ...variables, messages, add_generation_prompt: true }
      for (const [name, value] of Object.entries(values)) {
        environment.set(name, value)
      }
      const interpreter = new jinja.Interpreter(environment)
      boundInterpreter(interpreter, nodes)
      return run(interpreter, program)
    },
  }
}

function refuseFault(reason: string | undefined, path: string | undefined) {
  if (reason === undefined) return
  throw new ModelUnsupportedError({
    reason,
    remedy: 'Mend the chat template, or choose another model.',
    path,
  })
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

const LONGEST_RANGE = TEMPLATE_LIMITS.size / TEMPLATE_LIMITS.value

/** Python's `range`, which templates expect. */
function range(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second]
  const length = step === 0 ? 0 : Math.ceil((stop - start) / step)
  // Also true of what is not a number.
  if (!(length < LONGEST_RANGE)) throw new TemplateRefusal('too large')
  return Array.from({ length: Math.max(0, length) }, (_, i) => start + i * step)
}

function run(interpreter: JinjaInterpreter, program: JinjaProgram) {
  try {
    const result = interpreter.run(program)
    // The template's own characters and escapes are as unstable as a prompt's.
    return typeof result.value === 'string'
      ? stableText(result.value)
      : undefined
  } catch (error) {
    if (isMachineFault(error)) throw error
    return undefined
  }
}

/**
 * A full stack depends on this machine; every other failure is the same on all.
 * Firefox has a class of its own for it.
 */
function isMachineFault(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && error.name === 'InternalError')
  )
}
