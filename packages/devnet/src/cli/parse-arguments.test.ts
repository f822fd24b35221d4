import { describe, expect, test } from 'vitest'
import { UsageError } from '../errors/usage.js'
import { parseArguments } from './parse-arguments.js'

function options(...argv: string[]) {
  const parsed = parseArguments(argv)
  if (parsed.type !== 'run') expect.fail(JSON.stringify(parsed))
  return parsed.options
}

function mistake(...argv: string[]) {
  try {
    parseArguments(argv)
  } catch (error) {
    if (error instanceof UsageError) return error.message.replace('\n', ' ')
    throw error
  }
  return expect.fail('nothing was wrong')
}

test('without flags: five nodes, all in the committee, a block a second', () => {
  expect(options()).toEqual({
    nodes: 5,
    committee: 5,
    faults: {},
    blockTime: 1,
    port: 0,
    state: undefined,
    models: [],
    ask: undefined,
    json: false,
  })
})

test('every flag has its place', () => {
  const argv =
    '--nodes 9 --committee 4 --faults liar=2,slow --faults crash=1 --block-time .25 --port 8080 --state s --model m --model n --ask hello --json'
  expect(options(...argv.split(' '))).toEqual({
    nodes: 9,
    committee: 4,
    faults: { liar: 2, slow: 1, crash: 1 },
    blockTime: 0.25,
    port: 8080,
    state: 's',
    models: ['m', 'n'],
    ask: 'hello',
    json: true,
  })
})

test('a committee shrinks with the nodes unless it was asked for', () => {
  expect(options('--nodes', '3').committee).toBe(3)
  expect(options('--nodes', '9').committee).toBe(5)
})

test('each model has its part of the nodes', () => {
  const two = ['--model', 'a', '--model', 'b']
  expect(options(...two)).toMatchObject({ nodes: 6, committee: 3 })
  expect(options(...two, '--nodes', '9').committee).toBe(4)
})

test('help and version win over everything else', () => {
  expect(parseArguments(['--help', '--nodes', 'x']).type).toBe('help')
  expect(parseArguments(['-h']).type).toBe('help')
  expect(parseArguments(['--version']).type).toBe('version')
})

describe('mistakes name the cure', () => {
  test.each([
    [['--node', '5'], 'Unknown flag "--node". Did you mean "--nodes"?'],
    [['--xyz'], 'Unknown flag "--xyz". See --help for what there is.'],
    [
      ['Paris?'],
      'Unexpected argument "Paris?". npm passes flags on only after two dashes: npm start -- --ask "…"',
    ],
    [['--ask'], 'Flag "--ask" needs a value. See --help for what it takes.'],
    [
      ['--json=1'],
      'Flag "--json" takes no value. See --help for what it takes.',
    ],
    [['--ask', ' '], '"--ask" must not be empty. See --help.'],
    [
      ['--nodes', '2'],
      '"--nodes" must be a whole number from 3 to 50, not "2". See --help for what it means.',
    ],
    [
      ['--committee', '7'],
      'A committee of 7 cannot be drawn from 5 nodes. Use --nodes 7, or --committee 5.',
    ],
    [
      ['--committee', '16', '--nodes', '20'],
      '"--committee" must be a whole number from 3 to 15, not "16". See --help for what it means.',
    ],
    [
      ['--model', 'a', '--model', 'b', '--nodes', '5'],
      '5 nodes are too few for 2 models: each needs 3. Use --nodes 6.',
    ],
    [
      ['--model', 'a', '--model', 'b', '--committee', '4'],
      'A committee of 4 cannot be drawn from the 3 nodes of each model. Use --nodes 8, or --committee 3.',
    ],
    [
      ['--model', 'a', '--model', 'a'],
      'The model "a" is there twice. Name each once: its nodes are as many as there are for each model.',
    ],
    [
      ['--faults', 'sleepy=1'],
      'Unknown fault "sleepy". Faults are liar, copier, silent, slow, crash; for example --faults liar=1,slow=1',
    ],
    [
      ['--faults', 'liar=many'],
      '"--faults liar" must be a whole number from 0 to 50, not "many". See --help for what it means.',
    ],
    [
      ['--faults', 'liar=4,slow=2'],
      '6 faulty nodes are more than the 5 there are. Use more --nodes, or fewer --faults.',
    ],
    [
      ['--block-time', '0'],
      '"--block-time" must be seconds from 0.1 to 60, not "0". Fractions are fine: --block-time 0.25',
    ],
    [
      ['--port', '70000'],
      '"--port" must be a whole number from 0 to 65535, not "70000". See --help for what it means.',
    ],
    [
      ['--json'],
      '"--json" prints an answer, and there is no question. Add --ask "What is the capital of France?"',
    ],
  ])('%j', (argv, text) => {
    expect(mistake(...argv)).toBe(text)
  })
})
