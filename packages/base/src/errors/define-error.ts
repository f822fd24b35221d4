import { AichainError, type AichainErrorParameters } from './aichain-error.js'

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
   * The lines under the message, never secrets: a record becomes lines
   * `name: value` without what is undefined. Default: every field that is a
   * string, a number, a bigint or a boolean.
   */
  readonly facts?: ((fields: Fields) => ErrorFacts) | undefined
  /**
   * How a field is written in the default facts, such as {@link inWei} or
   * {@link inBytes}.
   */
  readonly format?: FieldFormats<Fields> | undefined
}

export type ErrorFacts = Readonly<Record<string, unknown>> | readonly string[]

export type FieldFormats<Fields> = {
  readonly [Name in keyof Fields]?: (
    value: Exclude<Fields[Name], undefined>,
  ) => string
}

/** Any error can wrap what caused it. */
export type Caused = { readonly cause?: unknown }

/** A class made by {@link defineError}; its instances carry the fields. */
export type DefinedError<
  Code extends string,
  Fields,
  Base extends AichainError = AichainError,
> = {
  new (
    ...parameters: Record<never, never> extends Fields
      ? [fields?: Fields & Caused]
      : [fields: Fields & Caused]
  ): Base & Readonly<Fields> & { readonly code: Code }
  readonly code: Code
}

/** Makes error classes that extend `Base`: see {@link defineError}. */
export function definerOf<Base extends AichainError>(
  base: abstract new (parameters: AichainErrorParameters) => Base,
) {
  // The instance type is given back by the cast at the end.
  const Parent = base as abstract new (
    parameters: AichainErrorParameters,
  ) => AichainError
  return <Fields extends object = Record<never, never>>() =>
    <const Code extends string>(
      definition: ErrorDefinition<Code, Fields>,
    ): DefinedError<Code, Fields, Base> => {
      const { code, message, remedy, isRetryable = false } = definition
      abstract class Defined extends Parent {
        static readonly code = code
        readonly code = code
        override readonly isRetryable = isRetryable

        constructor(parameters: Fields & Caused = {} as Fields) {
          const { cause, ...rest } = parameters
          const fields = rest as unknown as Fields
          super({
            shortMessage: sentence(message, fields),
            remedy: sentence(remedy, fields),
            facts: factsOf(definition, fields),
            cause,
          })
          Object.assign(this, fields)
        }
      }
      return Defined as unknown as DefinedError<Code, Fields, Base>
    }
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
export const defineError = definerOf(AichainError)

function sentence<Fields>(
  text: string | ((fields: Fields) => string),
  fields: Fields,
): string {
  return typeof text === 'string' ? text : text(fields)
}

function factsOf<Fields extends object>(
  { facts, format = {} }: ErrorDefinition<string, Fields>,
  fields: Fields,
): readonly string[] {
  const chosen = facts?.(fields) ?? scalarsOf(fields, format)
  return Array.isArray(chosen) ? chosen : factLines(chosen)
}

const scalars = ['string', 'number', 'bigint', 'boolean']

function scalarsOf<Fields extends object>(
  fields: Fields,
  format: FieldFormats<Fields>,
): Readonly<Record<string, unknown>> {
  const formats = format as Readonly<
    Record<string, ((value: unknown) => string) | undefined>
  >
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => scalars.includes(typeof value))
      .map(([name, value]) => [name, formats[name]?.(value) ?? value]),
  )
}

function factLines(facts: object): string[] {
  return Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
}
