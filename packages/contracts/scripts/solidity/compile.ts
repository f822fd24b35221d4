/** Compiles the sources with npm's solc: the same bytes on every machine. */
import { readImport, readSources } from './sources.js'
import { type CompiledContracts, compileStandardJson } from './standard-json.js'

/** The settings of every build; foundry.toml says the same to forge. */
const settings = {
  evmVersion: 'prague',
  viaIR: true,
  optimizer: { enabled: true, runs: 1_500 },
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: {
    '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] },
  },
}

/** Compiles everything under src; ends the process if solc complains at all. */
export function compile(): CompiledContracts {
  const { errors = [], contracts } = compileStandardJson(
    { language: 'Solidity', sources: readSources(), settings },
    { import: readImport },
  )
  if (errors.length === 0 && contracts) return contracts
  const complaints = errors.map((error) => error.formattedMessage)
  process.stderr.write(`${complaints.join('\n')}\n`)
  process.exit(1)
}
