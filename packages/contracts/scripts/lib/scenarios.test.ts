import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './package-root.js'

/** Deploys only what must be refused, or something that keeps no money. */
const exempt = ['ModelRegistryTest']

/** What starts the checks. */
const bases = ['Network', 'SeatSteps', 'TaskSteps']

const scenarios = ['consumers', 'integration', 'regression'].flatMap((folder) =>
  readdirSync(join(root, 'test', folder)).flatMap((name) =>
    contractsIn(readFileSync(join(root, 'test', folder, name), 'utf8')),
  ),
)

/** The contracts of a file that have tests, or lend them to others. */
function contractsIn(source: string) {
  return source
    .split(/^(?=(?:abstract )?contract )/m)
    .slice(1)
    .map((text) => ({ name: /contract (\w+)/.exec(text)?.[1], text }))
    .filter(
      ({ text }) =>
        /^[^{]* is /.test(text) || /^ {4}function (test|table)/m.test(text),
    )
}

test('every scenario ends with the invariants', () => {
  expect(scenarios.length).toBeGreaterThan(10)
  const optOuts = scenarios.filter(
    ({ text }) =>
      !inherits(text) || !isSetUp(text) || /\bafterEach\(/.test(text),
  )
  expect(optOuts.map(({ name }) => name).sort()).toEqual(exempt)
})

/** Of a base, or of another scenario, which is looked at itself. */
function inherits(text: string): boolean {
  const parents = /^[^{]* is ([^{]*)\{/.exec(text)?.[1]?.split(/[\s,]+/) ?? []
  const names = new Set(scenarios.map(({ name }) => name))
  return parents.some((parent) => bases.includes(parent) || names.has(parent))
}

/** An own `setUp` begins with the one that starts the checks. */
function isSetUp(text: string): boolean {
  const [, body] = text.match(/function setUp\(\)[^{]*\{([^}]*)/) ?? []
  return body === undefined || body.includes('super.setUp()')
}
