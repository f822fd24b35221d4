/** npm's solc, loaded once for thousands of compilations. */
import solc from 'solc'
import { readImport } from '../compile.mjs'

/** What the tests deploy. */
export const contracts = ['Consensus', 'ModelRegistry']

/** The syntax tree of each source. */
export function parse(sources) {
  const { sources: parsed, errors } = run(sources, {
    outputSelection: { '*': { '': ['ast'] } },
  })
  const first = errors?.find(isError)
  if (first) throw new Error(first.formattedMessage)
  const trees = Object.keys(sources).map((path) => [path, parsed[path].ast])
  return Object.fromEntries(trees)
}

/**
 * The creation code of each contract, unoptimised: the tests take no notice of
 * gas and size, and it takes a fraction of a second.
 *
 * @returns {Record<string, string> | undefined} Nothing if it does not compile.
 */
export function build(sources) {
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
    output.contracts[`src/${name}.sol`][name].evm.bytecode.object,
  ])
  return Object.fromEntries(codes)
}

function run(sources, settings) {
  const input = { language: 'Solidity', sources, settings }
  return JSON.parse(solc.compile(JSON.stringify(input), { import: importOnce }))
}

const imports = new Map()

function importOnce(path) {
  if (!imports.has(path)) imports.set(path, readImport(path))
  return imports.get(path)
}

const isError = ({ severity }) => severity === 'error'
