/**
 * Prints a preset's parameters, or checks any: `parameters.ts l2`,
 * `parameters.ts my-deployment.json`. Names each that the constructor would
 * refuse, then each that is unsafe for real money; fails if there is one of the
 * first, with --strict of the second too. A file may say where it runs under
 * `world`; addresses are left to the constructor.
 */
import { readFileSync } from 'node:fs'
import { advice } from './parameters/advice.js'
import { type Finding, refusals } from './parameters/check.js'
import { derivedOf, type Parameters } from './parameters/parameters.js'
import {
  type PresetName,
  presetNames,
  presets,
  type World,
} from './parameters/presets.js'

type Subject = {
  readonly parameters: Parameters
  readonly world?: World
}

const argumentsGiven = process.argv.slice(2)
const [name, ...others] = argumentsGiven.filter(
  (argument) => !argument.startsWith('--'),
)
if (name === undefined || others.length > 0) {
  process.stderr.write(
    `Name a preset (${presetNames.join(', ')}) or a JSON file of parameters.\n`,
  )
  process.exitCode = 2
} else report(subjectOf(name))

function report({ parameters, world }: Subject): void {
  const refused = refusals(parameters)
  const unsafe = advice(parameters, world)
  const figures = { ...parameters, ...derivedOf(parameters) }
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
  tell('refused', refused)
  tell('unsafe', unsafe)
  const isStrict = argumentsGiven.includes('--strict')
  if (refused.length > 0 || (isStrict && unsafe.length > 0))
    process.exitCode = 1
}

function tell(verdict: string, findings: readonly Finding[]): void {
  for (const { parameter, problem } of findings)
    process.stderr.write(`${verdict}: ${parameter} ${problem}.\n`)
}

function subjectOf(text: string): Subject {
  if (isPreset(text)) return presets[text]
  const read = JSON.parse(readFileSync(text, 'utf8'))
  return 'parameters' in read ? read : { parameters: read }
}

function isPreset(text: string): text is PresetName {
  return presetNames.some((preset) => preset === text)
}
