/** npm's solc, loaded once for thousands of compilations. */
import { readImport } from '../solidity/sources.js'
import {
  type Answer,
  checkCompiled,
  compileStandardJson,
  isError,
  type Output,
  type Sources,
} from '../solidity/standard-json.js'
import type { SourceUnit } from '../solidity/syntax-tree.js'

/** The creation code of each contract, in hexadecimal digits, by its name. */
export type Codes = Readonly<Record<string, string>>

/** What the tests deploy. */
const contracts = ['Consensus', 'ModelRegistry']

/** The syntax tree of each source, in their order. */
export function parse(sources: Sources): Readonly<Record<string, SourceUnit>> {
  const output = run(sources, { outputSelection: { '*': { '': ['ast'] } } })
  checkCompiled(output)
  const trees = Object.keys(sources).flatMap((path) => {
    const parsed = output.sources?.[path]
    return parsed ? [[path, parsed.ast] as const] : []
  })
  return Object.fromEntries(trees)
}

/**
 * The creation code of each contract, unoptimised: the tests take no notice of
 * gas and size, and it takes a fraction of a second. Nothing if it does not
 * compile.
 */
export function build(sources: Sources): Codes | undefined {
  const wanted = contracts.map((name) => [
    `src/${name}.sol`,
    { [name]: ['evm.bytecode.object'] },
  ])
  const output = run(sources, {
    evmVersion: 'prague',
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: Object.fromEntries(wanted),
  })
  if (output.errors?.some(isError)) return undefined
  const codes = contracts.map((name) => [
    name,
    output.contracts?.[`src/${name}.sol`]?.[name]?.evm.bytecode.object,
  ])
  return Object.fromEntries(codes)
}

/** The same of sources that must compile. */
export function buildOriginal(sources: Sources): Codes {
  const codes = build(sources)
  if (!codes) throw new Error('The contracts do not compile.')
  return codes
}

function run(sources: Sources, settings: Record<string, unknown>): Output {
  return compileStandardJson(
    { language: 'Solidity', sources, settings },
    { import: importOnce },
  )
}

const imports = new Map<string, Answer>()

function importOnce(path: string): Answer {
  const answer = imports.get(path) ?? readImport(path)
  imports.set(path, answer)
  return answer
}
