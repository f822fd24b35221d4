/** npm's solc, by its standard JSON: what goes in and comes out, as far as these tools read it. */
import solc from 'solc'
import type { SourceUnit } from './syntax-tree.js'

/** Solidity by the path of its file. */
export type Sources = Readonly<Record<string, { readonly content: string }>>

export type Input = {
  readonly language: 'Solidity'
  readonly sources: Sources
  readonly settings: Readonly<Record<string, unknown>>
}

export type Complaint = {
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
  readonly formattedMessage: string
  readonly sourceLocation?: { readonly file: string; readonly start: number }
}

type Code = { readonly object: string }

export type CompiledContract = {
  readonly abi: readonly unknown[]
  readonly evm: { readonly bytecode: Code; readonly deployedBytecode: Code }
}

/** Contracts by file and name; what was not asked for is not there. */
export type CompiledContracts = Readonly<
  Record<string, Readonly<Record<string, CompiledContract>>>
>

export type Output = {
  readonly errors?: readonly Complaint[]
  readonly contracts?: CompiledContracts
  readonly sources?: Readonly<Record<string, { readonly ast: SourceUnit }>>
}

export type Answer = { readonly contents: string } | { readonly error: string }

/** What solc asks for while it compiles. */
export type Callbacks = {
  readonly import: (path: string) => Answer
  readonly smtSolver?: (query: string) => Answer
}

export function compileStandardJson(
  input: Input,
  callbacks: Callbacks,
): Output {
  return JSON.parse(solc.compile(JSON.stringify(input), callbacks))
}

/** Ends with what solc says if it did not compile. */
export function checkCompiled({ errors = [] }: Output): void {
  const fatal = errors.find(isError)
  if (fatal) throw new Error(fatal.formattedMessage)
}

export function isError({ severity }: Complaint): boolean {
  return severity === 'error'
}
