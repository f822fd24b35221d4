/** Facts that belong to a log line, such as `{ task, seat }`; never secrets. */
export type LogFacts = Readonly<
  Record<string, string | number | bigint | boolean | null | undefined>
>

/** Where the SDK reports what it does. The default says nothing. */
export type Logger = {
  readonly debug: (message: string, facts?: LogFacts) => void
  readonly info: (message: string, facts?: LogFacts) => void
  readonly warn: (message: string, facts?: LogFacts) => void
  readonly error: (message: string, facts?: LogFacts) => void
}
