/** Whether the tests notice a mutant, asked from the quickest way to the slowest. */
import type { TestResult, TestRun } from '../forge/forge-tests.js'
import type { Codes } from './compiler.js'
import {
  type ChangedFile,
  placeArtifacts,
  runCompiled,
  runTests,
} from './workshop.js'

/** The test that noticed; forge itself if the tests did not end. */
export type Killer = Pick<TestResult, 'contract' | 'name'> & {
  readonly file?: string
}

/** Gas and bytecode are those of other settings here; the rest comes later. */
const quickTests = [
  '--no-match-path=test/{gas,invariant,libraries}/**',
  '--no-match-contract=VectorsTest$',
]

/** Hundreds of cases each. */
const vectors = ['--match-contract=VectorsTest$']

/** Thousands of steps in one transaction, and none of them optimised. */
const invariants = ['--match-path=test/invariant/**', '--gas-limit=10000000000']

/** Nearly every mutant fails on the first inputs that are tried. */
const fewInputs = { FOUNDRY_FUZZ_RUNS: '2' }

/**
 * Who notices; nobody, if it survives.
 *
 * @param codes What it compiles to.
 * @param suspects Tests to try before all others.
 */
export async function judge(
  lane: string,
  mutant: ChangedFile,
  codes: Codes,
  suspects: readonly Killer[],
): Promise<Killer | undefined> {
  placeArtifacts(lane, codes)
  const tests = compiledIn(mutant)
  const attempts = [
    suspects.length > 0 && (() => runTests(lane, only(suspects))),
    () => runTests(lane, quickTests, fewInputs),
    () => runTests(lane, quickTests),
    () => runTests(lane, vectors),
    tests && (() => runCompiled(lane, mutant, tests)),
    () => runTests(lane, invariants),
  ]
  for (const attempt of attempts) {
    const killer = attempt && killerOf(await attempt())
    if (killer) return killer
  }
  return undefined
}

/** Tests of libraries and of consumers hold them compiled in, whatever is deployed. */
function compiledIn({ file }: ChangedFile): string[] | undefined {
  const paths = testsByFolder[file.split('/')[1] ?? '']
  return paths === undefined ? undefined : [`--match-path=${paths}`]
}

const testsByFolder: Readonly<Record<string, string>> = {
  libraries:
    'test/{libraries/*,beacon/*LibTest.t.sol,VectorsTest.t.sol,MoneyVectorsTest.t.sol}',
  consumers: 'test/consumers/*',
}

function only(tests: readonly Killer[]): string[] {
  const among = (field: 'contract' | 'name') =>
    [...new Set(tests.map((test) => test[field]))].join('|')
  return [
    `--match-contract=^(${among('contract')})$`,
    `--match-test=^(${among('name')})\\b`,
  ]
}

function killerOf(run: TestRun): Killer | undefined {
  if (run.timedOut) return { contract: 'forge', name: 'timeout' }
  const failure = run.tests.find(({ outcome }) => outcome === 'failed')
  if (!failure) return undefined
  const { file, contract, name } = failure
  return { file, contract, name }
}
