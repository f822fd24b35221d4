import { AichainError } from './aichain-error.js'

/** What is said of an error, given the values that it carries. */
export type ErrorDefinition<Code extends string, Fields> = {
  /** Stable identifier in kebab case. */
  readonly code: Code
  /** One sentence: what happened. */
  readonly message: string | ((fields: Fields) => string)
  /** One sentence: what to do now. */
  readonly remedy: string | ((fields: Fields) => string)
  /** Whether the same call may succeed later. Default false. */
  readonly isRetryable?: boolean | undefined
  /**
   * The lines `name: value` under the message; never secrets. Default: every
   * field that is a string, a number, a bigint or a boolean.
   */
  readonly facts?:
    | ((fields: Fields) => Readonly<Record<string, unknown>>)
    | undefined
}

/** Any error can wrap what caused it. */
export type Caused = { readonly cause?: unknown }

/** A class made by {@link defineError}; its instances carry the fields. */
export type DefinedError<Code extends string, Fields> = {
  new (
    ...parameters: Record<never, never> extends Fields
      ? [fields?: Fields & Caused]
      : [fields: Fields & Caused]
  ): AichainError & Readonly<Fields> & { readonly code: Code }
  readonly code: Code
}

/**
 * Makes an error class out of its definition, so that code, sentences and
 * fields stand in one place. Call it with the type of the fields, then with the
 * definition.
 *
 * @example
 * ```ts
 * import { defineError } from '@aichain/base'
 *
 * class DiskFullError extends defineError<{ readonly path: string }>()({
 *   code: 'disk-full',
 *   message: ({ path }) => `There is no room left in ${path}.`,
 *   remedy: 'Free some space and start again.',
 * }) {}
 *
 * new DiskFullError({ path: 'models' }).code // 'disk-full'
 * ```
 */
export function defineError<Fields extends object = Record<never, never>>() {
  return <const Code extends string>(
    definition: ErrorDefinition<Code, Fields>,
  ): DefinedError<Code, Fields> => {
    const { code, message, remedy, facts, isRetryable = false } = definition
    abstract class Defined extends AichainError {
      static readonly code = code
      readonly code = code
      override readonly isRetryable = isRetryable

      constructor(parameters: Fields & Caused = {} as Fields) {
        const { cause, ...rest } = parameters
        const fields = rest as unknown as Fields
        super({
          shortMessage: sentence(message, fields),
          remedy: sentence(remedy, fields),
          facts: factLines(facts?.(fields) ?? scalarsOf(fields)),
          cause,
        })
        Object.assign(this, fields)
      }
    }
    return Defined as unknown as DefinedError<Code, Fields>
  }
}

function sentence<Fields>(
  text: string | ((fields: Fields) => string),
  fields: Fields,
): string {
  return typeof text === 'string' ? text : text(fields)
}

const scalars = ['string', 'number', 'bigint', 'boolean']

function scalarsOf(fields: object): Readonly<Record<string, unknown>> {
  const entries = Object.entries(fields)
  return Object.fromEntries(
    entries.filter(([, value]) => scalars.includes(typeof value)),
  )
}

function factLines(facts: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
}
