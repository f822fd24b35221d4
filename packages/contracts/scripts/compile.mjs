/** Compiles the sources with npm's solc: the same bytes on every machine. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import solc from 'solc'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The settings of every build; foundry.toml says the same to forge. */
const settings = {
  evmVersion: 'prague',
  viaIR: true,
  optimizer: { enabled: true, runs: 10_000 },
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: {
    '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] },
  },
}

/** Compiles everything under src; ends the process if solc complains at all. */
export function compile() {
  const input = { language: 'Solidity', sources: readSources(), settings }
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), { import: readImport }),
  )
  const complaints = (output.errors ?? []).map(
    (error) => error.formattedMessage,
  )
  if (complaints.length === 0) return output.contracts
  process.stderr.write(`${complaints.join('\n')}\n`)
  process.exit(1)
}

/** The Solidity files under src: `{ 'src/….sol': { content } }`. */
export function readSources() {
  const files = readdirSync(join(root, 'src'), {
    recursive: true,
    withFileTypes: true,
  })
  const paths = files
    .filter((file) => file.isFile() && file.name.endsWith('.sol'))
    .map((file) => join(file.parentPath, file.name))
    .sort()
  return Object.fromEntries(paths.map((path) => [nameOf(path), read(path)]))
}

const packages = createRequire(import.meta.url)

/** What solc cannot find among the sources: a file of a package of npm. */
export function readImport(path) {
  try {
    return { contents: readFileSync(packages.resolve(path), 'utf8') }
  } catch (error) {
    return { error: error.message }
  }
}

const nameOf = (path) => relative(root, path).split(sep).join('/')
const read = (path) => ({ content: readFileSync(path, 'utf8') })
