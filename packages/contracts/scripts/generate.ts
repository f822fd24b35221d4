/**
 * Writes what is generated from the Solidity sources: the artifacts of this
 * package and the `as const` ABIs of the SDK. With --check it writes nothing
 * and fails if a committed file is stale.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from './lib/package-root.js'
import { readIfThere } from './lib/read-if-there.js'
import { compile } from './solidity/compile.js'
import type { CompiledContract } from './solidity/standard-json.js'

const contracts = [
  { contractName: 'Consensus', abi: 'consensusAbi', file: 'consensus.ts' },
  {
    contractName: 'ModelRegistry',
    abi: 'modelRegistryAbi',
    file: 'model-registry.ts',
  },
]

const check = process.argv.includes('--check')
const stale = generate().filter(([path, text]) => readIfThere(path) !== text)

for (const [path, text] of stale) {
  if (!check) write(path, text)
  process.stderr.write(`${check ? 'stale' : 'wrote'} ${relative(root, path)}\n`)
}
if (check && stale.length > 0) {
  process.stderr.write(
    'Run `npm run build -w @aichain/contracts` and commit.\n',
  )
  process.exitCode = 1
}

/** Each file with what it should say. */
function generate(): [path: string, text: string][] {
  const compiled = compile()
  return contracts.flatMap(({ contractName, abi, file }) => {
    const contract = compiled[`src/${contractName}.sol`]?.[contractName]
    if (!contract) throw new Error(`There is no contract ${contractName}.`)
    return [
      [
        join(root, 'artifacts', `${contractName}.json`),
        artifact(contractName, contract),
      ],
      [
        join(root, '../sdk/src/abi', file),
        typescript(contractName, abi, contract),
      ],
    ]
  })
}

function artifact(
  contractName: string,
  { abi, evm }: CompiledContract,
): string {
  const bytecode = `0x${evm.bytecode.object}`
  const deployedBytecode = `0x${evm.deployedBytecode.object}`
  return `${JSON.stringify({ contractName, abi, bytecode, deployedBytecode }, null, 2)}\n`
}

function typescript(
  contractName: string,
  name: string,
  { abi }: CompiledContract,
): string {
  return `// Generated from packages/contracts/src/${contractName}.sol by packages/contracts/scripts/generate.ts. Do not edit.

/** The ABI of \`${contractName}.sol\`, typed for viem. */
export const ${name} = ${JSON.stringify(abi, null, 2)} as const
`
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
