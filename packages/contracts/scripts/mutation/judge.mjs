/** Whether the tests notice a mutant, asked from the quickest way to the slowest. */
import { placeArtifacts, runCompiled, runTests } from './workshop.mjs'

/**
 * @typedef {{ file?: string, contract: string, name: string }} Killer The test that noticed.
 */

/** Gas and bytecode are those of other settings here; the rest comes later. */
const quickTests = [
  '--no-match-path=test/{gas,invariant,libraries}/**',
  '--no-match-contract=^(Artifacts|Differential|.*Vectors)Test$',
]

/** Hundreds of cases each. */
const vectors = ['--match-contract=VectorsTest$']

/** Thousands of steps in one transaction, and none of them optimised. */
const invariants = ['--match-path=test/invariant/**', '--gas-limit=10000000000']

/** Nearly every mutant fails on the first inputs that are tried. */
const fewInputs = { FOUNDRY_FUZZ_RUNS: '2' }

/**
 * @param {string} lane
 * @param {{ file: string, content: string, original: string }} mutant
 * @param {Record<string, string>} codes What it compiles to.
 * @param {Killer[]} suspects Tests to try before all others.
 * @returns {Promise<Killer | undefined>} Nobody, if it survives.
 */
export async function judge(lane, mutant, codes, suspects) {
  placeArtifacts(lane, codes)
  const attempts = [
    () => suspects.length > 0 && runTests(lane, only(suspects)),
    () => runTests(lane, quickTests, fewInputs),
    () => runTests(lane, quickTests),
    () => runTests(lane, vectors),
    () => isLibrary(mutant) && runCompiled(lane, mutant, libraryTests),
    () => runTests(lane, invariants),
  ]
  for (const attempt of attempts) {
    const killer = killerOf(await attempt())
    if (killer) return killer
  }
  return undefined
}

/** Tests of libraries hold them compiled in, whatever is deployed. */
const libraryTests = [
  '--match-path=test/{libraries/**,VectorsTest.t.sol,DifferentialTest.t.sol}',
]
const isLibrary = ({ file }) => file.startsWith('src/libraries/')

function only(tests) {
  const among = (field) =>
    [...new Set(tests.map((test) => test[field]))].join('|')
  return [
    `--match-contract=^(${among('contract')})$`,
    `--match-test=^(${among('name')})\\b`,
  ]
}

function killerOf(run) {
  if (!run) return undefined
  if (run.timedOut) return { contract: 'forge', name: 'timeout' }
  const failure = run.tests.find(({ outcome }) => outcome === 'failed')
  if (!failure) return undefined
  const { file, contract, name } = failure
  return { file, contract, name }
}
