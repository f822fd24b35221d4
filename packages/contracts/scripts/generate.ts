/**
 * Writes what is generated from the Solidity sources: the artifacts of this
 * package and the `as const` ABIs of the SDK. With --check it writes nothing
 * and fails if a committed file is stale.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { root } from './lib/package-root.js'
import { readIfThere } from './lib/read-if-there.js'
import { compile } from './solidity/compile.js'
import { deployed } from './solidity/deployed.js'
import type { CompiledContract } from './solidity/standard-json.js'

/** The ABIs of the SDK; the one of Consensus is the whole interface. */
const abis = [
  {
    source: 'interfaces/IConsensus',
    abi: 'consensusAbi',
    file: 'consensus.ts',
  },
  {
    source: 'ModelRegistry',
    abi: 'modelRegistryAbi',
    file: 'model-registry.ts',
  },
  { source: 'interfaces/IBeacon', abi: 'beaconAbi', file: 'beacon.ts' },
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
  const find = (source: string): CompiledContract => {
    const contract = compiled[`src/${source}.sol`]?.[basename(source)]
    if (!contract) throw new Error(`There is no contract ${source}.`)
    return contract
  }
  return [
    ...deployed.map((source): [string, string] => {
      const name = basename(source)
      return [
        join(root, 'artifacts', `${name}.json`),
        artifact(name, find(source)),
      ]
    }),
    ...abis.map(({ source, abi, file }): [string, string] => [
      join(root, '../sdk/src/abi', file),
      typescript(source, abi, find(source)),
    ]),
  ]
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
  source: string,
  name: string,
  { abi }: CompiledContract,
): string {
  return `// Generated from packages/contracts/src/${source}.sol by packages/contracts/scripts/generate.ts. Do not edit.

/** The ABI of \`${source}.sol\`, typed for viem. */
export const ${name} = ${JSON.stringify(abi, null, 2)} as const
`
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
