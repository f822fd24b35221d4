import { expect, test } from 'vitest'
import { parse } from './compiler.js'
import { type Mutant, mutantsOf } from './mutants.js'

const file = 'src/Example.sol'

type Surroundings = { readonly head?: string; readonly members?: string }

/** The mutants of a function's body: what each statement becomes, by operator. */
function mutate(
  body: string,
  { head = 'uint256 a, uint256 b', members = '' }: Surroundings = {},
) {
  const content = `// SPDX-License-Identifier: MIT
    pragma solidity 0.8.37;
    contract Example {
      uint256 x; uint256 y; bool flag; error Failed(uint256 a, uint256 b); event Seen(uint256 a, uint256 b);
      ${members}
      function f(${head}) public { ${body} }
    }`
  return mutantsOfSource(content)
    .filter((mutant) => mutant.function === 'f')
    .map(({ operator, before, after }) => ({ operator, before, after }))
}

function mutantsOfSource(content: string): Mutant[] {
  const tree = parse({ [file]: { content } })[file]
  return tree ? mutantsOf(file, content, tree) : []
}

/** Only what one operator makes. */
function changes(
  operator: string,
  body: string,
  surroundings?: Surroundings,
): string[] {
  return mutate(body, surroundings)
    .filter((mutant) => mutant.operator === operator)
    .map(({ after }) => after)
}

test.each([
  ['<', ['<=', '>=']],
  ['<=', ['<', '>']],
  ['>', ['>=', '<=']],
  ['>=', ['>', '<']],
  ['==', ['!=']],
  ['!=', ['==']],
])('comparison %s: the boundary and the opposite', (sign, instead) => {
  expect(changes('comparison', `flag = a ${sign} b;`)).toEqual(
    instead.map((other) => `flag = a ${other} b`),
  )
})

test('a comparison that is forced anyway: the boundary only', () => {
  expect(changes('comparison', 'if (a < b) x = 1;')).toEqual(['if (a <= b)'])
  expect(changes('comparison', 'if (a == b) x = 1;')).toEqual([])
  expect(changes('boolean', 'if (!flag) x = 1;')).toEqual([])
  expect(changes('comparison', 'x = a >= b ? a : b;')).toEqual([
    'x = a > b ? a : b',
  ])
  expect(changes('comparison', 'require(a > b);')).toEqual(['require(a >= b)'])
  expect(changes('comparison', 'if (flag && a == b) x = 1;')).toEqual([
    'if (flag && a != b)',
  ])
})

test.each([
  ['+', '-'],
  ['-', '+'],
  ['*', '/'],
  ['/', '*'],
  ['%', '*'],
  ['**', '*'],
  ['<<', '>>'],
  ['>>', '<<'],
  ['&', '|'],
  ['|', '&'],
  ['^', '&'],
])('arithmetic and bits: %s', (sign, other) => {
  expect(changes('arithmetic', `x = a ${sign} b;`)).toEqual([
    `x = a ${other} b`,
  ])
})

test.each([
  ['+=', '-='],
  ['-=', '+='],
  ['*=', '/='],
  ['/=', '*='],
  ['|=', '&='],
  ['&=', '|='],
  ['^=', '&='],
  ['<<=', '>>='],
  ['>>=', '<<='],
])('assignment: %s', (sign, other) => {
  expect(changes('assignment', `x ${sign} a;`)).toEqual([
    `x ${other} a`,
    'x = a',
  ])
})

test('booleans: the other operator, and each operand alone', () => {
  expect(changes('boolean', 'flag = a > 1 && b > 1;')).toEqual([
    'flag = a > 1 || b > 1',
    'flag = true && b > 1',
    'flag = a > 1 && true',
  ])
  expect(changes('boolean', 'flag = a > 1 || !flag;')).toEqual([
    'flag = a > 1 && !flag',
    'flag = false || !flag',
    'flag = a > 1 || false',
    'flag = a > 1 || flag',
  ])
})

test('counting: the other way, and before or after where the value is used', () => {
  expect(changes('arithmetic', '++x;')).toEqual(['--x'])
  expect(changes('arithmetic', 'a = x++;')).toEqual(['a = x--', 'a = ++x'])
})

test('a complement and a sign are dropped', () => {
  expect(changes('arithmetic', 'x = ~a;')).toEqual(['x = a'])
})

test('an if: always and never', () => {
  expect(changes('condition', 'if (a > b) x = 1;')).toEqual([
    'if (true)',
    'if (false)',
  ])
})

test('a guard: reverts always and never, and is not removed a second time', () => {
  const body = 'if (a > b) revert Failed(a, b);'
  expect(changes('condition', body)).toEqual(['if (true)', 'if (false)'])
  expect(changes('removal', body)).toEqual([])
})

test('a requirement: never met, and removed', () => {
  const body = 'require(a > b, Failed(a, 1));'
  expect(changes('condition', body)).toEqual(['require(false, Failed(a, 1))'])
  expect(changes('removal', body)).toEqual(['(removed)'])
})

test('loops: never entered, entered later, left early', () => {
  const body = 'for (uint256 i; i < a; ++i) { if (i == b) continue; x = i; }'
  expect(changes('condition', body)).toContain('for (uint256 i; false; ++i)')
  expect(changes('loop', body)).toEqual([
    'break',
    'for (uint256 i = 1; i < a; ++i)',
  ])
  expect(changes('removal', body)).toEqual(['(removed)'])
  expect(changes('comparison', body)).toContain('for (uint256 i; i <= a; ++i)')
  expect(changes('arithmetic', body)).toEqual(['for (uint256 i; i < a; --i)'])
})

test('a while loop is never entered', () => {
  expect(changes('condition', 'while (x > a) --x;')).toEqual(['while (false)'])
})

test('a break is removed', () => {
  const body = 'while (x > a) { --x; if (x > b) { y = 1; break; } }'
  expect(
    mutate(body)
      .filter(({ operator }) => operator === 'removal')
      .map(({ before }) => before),
  ).toEqual(['--x;', 'y = 1;', 'break;'])
})

test.each([
  ['x = a;'],
  ['delete x;'],
  ['++x;'],
  ['f(a, a);'],
  ['emit Seen(a, a);'],
  ['revert Failed(a, a);'],
])('the statement %s is removed', (statement) => {
  expect(
    mutate(statement).filter(({ operator }) => operator === 'removal'),
  ).toEqual([{ operator: 'removal', before: statement, after: '(removed)' }])
})

test('of two assignments in one, each is dropped', () => {
  expect(changes('removal', '(x, y) = (a, b);')).toEqual([
    '(removed)',
    '(, y) = (a, b)',
    '(x, ) = (a, b)',
  ])
})

test('a return is removed unless an if already decides on it', () => {
  const members = 'function g() public returns (uint256) { return 1; }'
  expect(changes('removal', 'x = 1; return;', { members })).toEqual([
    '(removed)',
    '(removed)',
  ])
  expect(changes('removal', 'if (a > b) return;')).toEqual([])
})

test('a variable starts as zero', () => {
  expect(changes('initial value', 'uint256 c = a; x = c;')).toEqual([
    'uint256 c',
  ])
})

test('a ternary: always one', () => {
  expect(changes('ternary', 'x = a > b ? a : b;')).toEqual([
    'x = true ? a : b',
    'x = false ? a : b',
  ])
})

test('arguments of one type change places', () => {
  expect(changes('arguments', 'emit Seen(a, b);')).toEqual(['emit Seen(b, a)'])
  expect(changes('arguments', 'f(a, a);')).toEqual([])
  expect(
    changes('arguments', 'f(a, b, flag);', {
      members: 'function f(uint256, uint256, bool) internal {}',
    }),
  ).toEqual(['f(b, a, flag)'])
})

test.each([
  ['x = 7;', ['x = 8', 'x = 6']],
  ['x = 0;', ['x = 1']],
  ['x = 10_000;', ['x = 10001', 'x = 9999']],
  ['x = 0x0155;', ['x = 0x0156', 'x = 0x0154']],
  ['x = 2 days;', ['x = 3 days', 'x = 1 days']],
  ['flag = true;', ['flag = false']],
  ['x = type(uint96).max;', ['x = (type(uint96).max - 1)']],
  ['bytes memory c = "vote"; c;', ['bytes memory c = "vote~"']],
  ['x = 1e18;', []],
])('the literal of %s', (statement, instead) => {
  expect(changes('literal', statement)).toEqual(instead)
})

test('a modifier is dropped', () => {
  const content = `// SPDX-License-Identifier: MIT
    pragma solidity 0.8.37;
    contract Example { modifier guarded() { _; } function f() public guarded {} }`
  expect(mutantsOfSource(content)).toMatchObject([
    { function: 'f', before: 'guarded', after: '' },
  ])
})

test('an operator is found between comments and behind wide characters', () => {
  expect(changes('comparison', '/* … */ flag = a /* a < b … */ < b;')).toEqual([
    'flag = a /* a < b … */ <= b',
    'flag = a /* a < b … */ >= b',
  ])
})
