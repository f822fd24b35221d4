import { AichainError, cidOf } from '@aichain/base'
import { expect, test } from 'vitest'
import { assetErrorsAbi } from '../abi/asset-errors.js'
import { beaconAbi } from '../abi/beacon.js'
import { consensusAbi } from '../abi/consensus.js'
import { modelRegistryAbi } from '../abi/model-registry.js'
import * as contractErrors from './contract.js'
import { InvalidParameterError } from './contract-deployment.js'
import { ContractError } from './contract-error.js'
import { ShareTooLowError } from './contract-tasks.js'
import { parseError } from './known-error.js'
import { unitErrors } from './unit-errors.js'

type Input = {
  readonly name: string
  readonly type: string
  readonly internalType?: string
}
type ErrorClass = new (parameters?: object) => ContractError

/** Of OpenZeppelin's short strings: the one that the contract has is a constant. */
const unreachable: readonly string[] = ['InvalidShortString', 'StringTooLong']
const abi: readonly {
  readonly type: string
  readonly name?: string
  readonly inputs?: readonly Input[]
}[] = [...consensusAbi, ...modelRegistryAbi, ...beaconAbi, ...assetErrorsAbi]
const solidityErrors = new Map<string, readonly Input[]>(
  abi.flatMap(({ type, name = '', inputs = [] }) =>
    type === 'error' && !unreachable.includes(name) ? [[name, inputs]] : [],
  ),
)
const classes = new Map(
  Object.entries<unknown>(contractErrors).filter(
    ([name]) => name !== 'ContractError',
  ) as [string, ErrorClass][],
)

/** A value as the adapters hand it over: times, epochs and rounds are numbers, models CIDs. */
function sampleOf({ name, type, internalType }: Input): unknown {
  if (internalType === 'enum State') return 'decided'
  if (type === 'address') return `0x${'ab'.repeat(20)}`
  if (type === 'bytes32') return `0x${'cd'.repeat(32)}`
  if (internalType === 'enum Seed') return 'block'
  if (type === 'bytes4') return '0x12345678'
  if (/At$|^(to|deadline|epoch|round)$/.test(name)) return 1_700_000_000
  if (name === 'model') return cidOf(new Uint8Array([1]))
  return Number(type.slice('uint'.length)) > 48 ? 1_700_000_000n : 7
}

test('every Solidity error has a class, and every class a Solidity error', () => {
  const expected = [...solidityErrors.keys()].map((name) => `${name}Error`)
  expect([...classes.keys()].sort()).toEqual(expected.sort())
})

test.each([...solidityErrors])(
  '%sError carries the arguments',
  (name, inputs) => {
    const found = classes.get(`${name}Error`)
    const parameters = Object.fromEntries(
      inputs.map((input) => [input.name, sampleOf(input)]),
    )
    const cause = new Error('beneath')
    const error = new (found as ErrorClass)({ ...parameters, cause })
    expect(error).toBeInstanceOf(ContractError)
    expect(error.cause).toBe(cause)
    expect(error.name).toBe(`${name}Error`)
    // An error's `name` is taken: this one argument has another.
    if (name !== 'InvalidParameter') expect(error).toMatchObject(parameters)
    const shown = error.facts.join('\n')
    for (const input of inputs)
      expect(shown).toContain(
        name === 'InvalidParameter' ? 'parameter:' : input.name,
      )
    const arrived = parseError(JSON.parse(JSON.stringify(error)))
    expect(arrived).toBeInstanceOf(found)
    expect({ ...arrived }).toStrictEqual({ ...error })
    expect(arrived.message).toBe(error.message)
  },
)

test('codes are the names in kebab case, each once', () => {
  const codes = [...classes].map(([name, each]) => {
    const parameters = solidityErrors.get(name.replace(/Error$/, '')) ?? []
    const error = new each(
      Object.fromEntries(
        parameters.map((input) => [input.name, sampleOf(input)]),
      ),
    )
    const kebab = name
      .replace(/Error$/, '')
      .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
      .toLowerCase()
    expect(error.code).toBe(kebab)
    return error.code
  })
  expect(new Set(codes).size).toBe(codes.length)
})

test('amounts and times read well', () => {
  const error = new ShareTooLowError({ share: 1n, minimum: 5n })
  expect(error.message).toMatchInlineSnapshot(`
    "The share is too low.
    share: 1 wei
    minimum: 5 wei
    Offer each member at least the minimum."
  `)
  const late = new contractErrors.CommitClosedError({
    task: '0x01',
    closedAt: 1_700_000_000,
  })
  expect(late.facts).toEqual([
    'task: 0x01',
    'closedAt: 2023-11-14T22:13:20.000Z',
  ])
  const never = new contractErrors.CommitClosedError({
    task: '0x01',
    closedAt: 2 ** 255,
  })
  expect(never.facts).toContain(`closedAt: ${2 ** 255}`)
})

test('a parameter’s name is read from its bytes', () => {
  const name =
    `0x${Buffer.from('commitWindow').toString('hex').padEnd(64, '0')}` as const
  expect(new InvalidParameterError({ name }).parameter).toBe('commitWindow')
})

test('errors are known across copies of the package', () => {
  expect(
    AichainError.isInstance(new ShareTooLowError({ share: 1n, minimum: 5n })),
  ).toBe(true)
})

test('what counts in units is an error of the contracts with amounts', () => {
  for (const name of unitErrors) {
    const types = solidityErrors.get(name)?.map(({ type }) => type)
    expect(types).toContain('uint256')
  }
})
