/** npm's solc, loaded once for thousands of compilations. */
import { basename } from 'node:path'
import { deployed } from '../solidity/deployed.js'
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
import { madeOf } from './made-of.js'

/** The creation code of each contract, in hexadecimal digits, by its name. */
export type Codes = Readonly<Record<string, string>>

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

/** What is deployed, or holds code that no deployed contract does. */
const contracts = [...deployed, 'consumers/Wager']

/** Those that a source is part of. */
export function contractsWith(sources: Sources, path: string): string[] {
  return contracts.filter((contract) =>
    madeOf(sources, pathOf(contract)).has(path),
  )
}

/**
 * The creation code of each contract, unoptimised: the tests take no notice of
 * gas and size, and it takes seconds. Nothing if it does not compile.
 */
export function build(
  sources: Sources,
  wanted: readonly string[] = contracts,
): Codes | undefined {
  const parts = new Set(
    wanted.flatMap((contract) => [...madeOf(sources, pathOf(contract))]),
  )
  const output = run(
    Object.fromEntries(
      Object.entries(sources).filter(([path]) => parts.has(path)),
    ),
    {
      evmVersion: 'prague',
      metadata: { bytecodeHash: 'none', appendCBOR: false },
      outputSelection: Object.fromEntries(
        wanted.map((contract) => [
          pathOf(contract),
          { [basename(contract)]: ['evm.bytecode.object'] },
        ]),
      ),
    },
  )
  if (output.errors?.some(isError)) return undefined
  return Object.fromEntries(
    wanted.map((contract) => {
      const name = basename(contract)
      const compiled = output.contracts?.[pathOf(contract)]?.[name]
      return [name, compiled?.evm.bytecode.object ?? '']
    }),
  )
}

const pathOf = (contract: string) => `src/${contract}.sol`

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
