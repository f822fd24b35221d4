import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFailed, test } from 'vitest'
import type { Digest } from '../../src/core.js'
import { casesOf, digestOfThousand, THOUSAND } from './differential.js'

const file = pathOf('../../../contracts/test/vectors/differential.json')
const USUAL_CASES = 2_000

/** A thousand whose first differing case is wanted; see the end of this file. */
const wanted = process.env.DIFFERENTIAL_THOUSAND

/**
 * `packages/contracts/test/DifferentialTest.t.sol` computes the same digests.
 * `DIFFERENTIAL_CASES=100000` runs all cases, in two minutes; `npm run vectors
 * -w @aichain/sdk` writes the file.
 */
test.skipIf(wanted)(
  'random cases come out as committed',
  { timeout: 1_200_000 },
  async () => {
    const committed: Digest[] = JSON.parse(readFileSync(file, 'utf8')).digest
    const cases = Number(process.env.DIFFERENTIAL_CASES ?? USUAL_CASES)
    const computed = Array.from({ length: cases / THOUSAND }, (_, thousand) =>
      digestOfThousand(thousand),
    )
    const wrong = computed.findIndex((each, place) => each !== committed[place])
    onTestFailed(() => {
      console.error(
        `The first of these cases are ${wrong}000 to ${wrong}999. To see which differs from the contracts:\n` +
          `DIFFERENTIAL_THOUSAND=${wrong} npx vitest run packages/sdk/test/vectors/differential.test.ts`,
      )
    })
    const digest = [...computed, ...committed.slice(computed.length)]
    await expect(
      `${JSON.stringify({ digest }, null, 2)}\n`,
    ).toMatchFileSnapshot(file)
  },
)

/** Runs both sides, and names what differs first. */
test.runIf(wanted)(
  'the contracts compute each case of the thousand as the core does',
  { timeout: 600_000 },
  async () => {
    const printed = await printedByForge()
    expect(printed).toHaveLength(THOUSAND)
    for (const results of casesOf(Number(wanted))) {
      const { index, words } = printed.shift() ?? { index: '', words: [] }
      const named = Object.keys(results).map((name, place) => [
        name,
        words[place],
      ])
      expect({ case: index, ...Object.fromEntries(named) }).toEqual({
        case: index,
        ...Object.fromEntries(
          Object.entries(results).map(([name, value]) => [name, BigInt(value)]),
        ),
      })
    }
  },
)

async function printedByForge() {
  const forge = pathOf('../../../contracts/scripts/forge.ts')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--import',
      'tsx',
      forge,
      'test',
      '--match-test',
      'test_printCases',
      '-vv',
    ],
    { maxBuffer: 2 ** 26 },
  )
  return [...stdout.matchAll(/case (\d+) 0x([0-9a-f]+)/g)].map(
    ([, index, hex = '']) => ({
      index,
      words: [...hex.matchAll(/.{64}/g)].map(([word]) => BigInt(`0x${word}`)),
    }),
  )
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url))
}
