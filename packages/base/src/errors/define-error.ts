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

/** Fields have names of their own, except that a remedy may be passed as one. */
type OwnNames = {
  readonly [Name in Exclude<keyof AichainError, 'remedy'>]?: never
} & object

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

/** What an error says. */
export type Sentences = {
  readonly shortMessage: string
  readonly remedy: string
  readonly facts: readonly string[]
}

/**
 * Hands a constructor the sentences of an error that arrived as JSON, which
 * must not change on the way. A symbol, so that no JSON can hold it.
 */
export const spoken = Symbol('spoken')

type Spoken = { readonly [spoken]?: Sentences }

/** Makes error classes that extend `Base`: see {@link defineError}. */
export function definerOf<Base extends AichainError>(
  base: abstract new (parameters: AichainErrorParameters) => Base,
) {
  // The instance type is given back by the cast at the end.
  const ParentError = base as abstract new (
    parameters: AichainErrorParameters,
  ) => AichainError
  return <Fields extends OwnNames = Record<never, never>>() =>
    <const Code extends string>(
      definition: ErrorDefinition<Code, Fields>,
    ): DefinedError<Code, Fields, Base> => {
      const { code, isRetryable = false } = definition
      abstract class Defined extends ParentError {
        static readonly code = code
        readonly code = code
        override readonly isRetryable = isRetryable

        constructor(parameters: Fields & Caused & Spoken = {} as Fields) {
          const { cause, [spoken]: given, ...rest } = parameters
          const fields = rest as unknown as Fields
          super({ ...(given ?? sentencesOf(definition, fields)), cause })
          Object.assign(this, fields)
        }
      }
      return Defined as unknown as DefinedError<Code, Fields, Base>
    }
}

/**
 * Makes an error class out of its definition, so that code, sentences and
 * fields stand in one place. Call it with the type of the fields, then with the
 * definition. A comment `@__PURE__` before the call lets bundlers leave out a
 * class that nobody uses.
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
export const defineError = /* @__PURE__ */ definerOf(AichainError)

function sentencesOf<Fields extends object>(
  definition: ErrorDefinition<string, Fields>,
  fields: Fields,
): Sentences {
  return {
    shortMessage: sentence(definition.message, fields),
    remedy: sentence(definition.remedy, fields),
    facts: factsOf(definition, fields),
  }
}

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
