import { InvalidArgumentError } from '@aichain/sdk'

/** What a value must be, in words that complete "must be …". */
export type Rule = {
  readonly expected: string
  readonly holds: (value: unknown) => boolean
}

/** A rule for every option of a kind. */
export type Rules<Options> = {
  readonly [Name in keyof Options]-?: Rule
}

/** Throws `InvalidArgumentError`. */
export function refuse(
  argument: string,
  expected: string,
  actual: unknown,
): never {
  throw new InvalidArgumentError({ argument, expected, actual })
}

/**
 * Throws unless every field that is given keeps its rule, and there is no other.
 *
 * @param argument - What the fields are in.
 * @param prefix - Before the name of a field, as in `ports.chain`.
 */
export function checkFields<Options>(
  argument: string,
  value: unknown,
  rules: Rules<Options>,
  prefix = '',
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(argument, 'an object', value)
  }
  const known: Readonly<Record<string, Rule>> = rules
  for (const [name, field] of Object.entries(value)) {
    const rule = Object.hasOwn(known, name) ? known[name] : undefined
    if (rule === undefined) {
      const names = Object.keys(known).join(', ')
      refuse(argument, `an object with no other keys than ${names}`, name)
    }
    if (field !== undefined && !rule.holds(field)) {
      refuse(`${prefix}${name}`, rule.expected, field)
    }
  }
}

type Range = { readonly least: number; readonly most: number }

export function whole({ least, most }: Range): Rule {
  return {
    expected: `a whole number from ${least} to ${most}`,
    holds: (value) =>
      Number.isInteger(value) &&
      Number(value) >= least &&
      Number(value) <= most,
  }
}

/** A bigint of so many whole units, as the contract's number of `bits` holds them. */
export function wei(unit: bigint, bits: bigint): Rule {
  const most = (2n ** bits - 1n) * unit
  return {
    expected: `wei, a bigint from 0n to ${most}n and a multiple of ${unit}n`,
    holds: (value) =>
      typeof value === 'bigint' &&
      value >= 0n &&
      value <= most &&
      value % unit === 0n,
  }
}

/** @param expected - What the text names. */
export function text(expected: string): Rule {
  return {
    expected,
    holds: (value) => typeof value === 'string' && value.trim() !== '',
  }
}

/** @param values - What it may be. */
export function oneOf(...values: readonly string[]): Rule {
  return {
    expected: values.map((value) => `'${value}'`).join(' or '),
    holds: (value) => values.some((each) => each === value),
  }
}

/** A list whose entries keep a rule, and none of them is there twice. */
export function distinct(entry: Rule, { least, most }: Range): Rule {
  return {
    expected: `${least} to ${most} different ones, each ${entry.expected}`,
    holds: (value) =>
      Array.isArray(value) &&
      value.length >= least &&
      value.length <= most &&
      new Set(value).size === value.length &&
      value.every((each) => entry.holds(each)),
  }
}

export const listener: Rule = {
  expected: 'a function',
  holds: (value) => typeof value === 'function',
}
