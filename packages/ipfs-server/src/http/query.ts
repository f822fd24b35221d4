import { BadRequestError } from '../errors/request.js'

/** The arguments and options of a command, read as Kubo reads them. */
export type Query = {
  readonly args: readonly string[]
  /** The first argument; `name` is what Kubo calls it when it is missing. */
  readonly argument: (name: string) => string
  readonly text: (option: string) => string | undefined
  readonly boolean: (option: string, fallback: boolean) => boolean
  readonly integer: (option: string) => number | undefined
}

/** Options nobody asks about are ignored, as Kubo ignores them. */
export function queryOf(parameters: URLSearchParams): Query {
  const args = parameters.getAll('arg')
  const text = (option: string) => parameters.get(option) ?? undefined
  return {
    args,
    text,
    argument: (name) => {
      if (args[0] !== undefined) return args[0]
      throw new BadRequestError(`argument "${name}" is required`)
    },
    boolean: (option, fallback) => {
      const value = text(option)
      if (value === undefined) return fallback
      if (/^(1|t|T|TRUE|true|True)$/.test(value)) return true
      if (/^(0|f|F|FALSE|false|False)$/.test(value)) return false
      throw notOfType(option, value, 'bool')
    },
    integer: (option) => {
      const value = text(option)
      if (value === undefined) return undefined
      if (/^[+-]?\d{1,15}$/.test(value)) return Number(value)
      throw notOfType(option, value, 'int')
    },
  }
}

function notOfType(option: string, value: string, type: string) {
  return new BadRequestError(
    `could not convert value "${value}" to type "${type}" (for option "-${option}")`,
  )
}
