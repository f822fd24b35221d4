import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtFile } from '../support/built-sdk.js'
import { runNode } from '../support/run-node.js'

const timeout = 120_000
const generate = new URL('generate.mjs', import.meta.url)
const noNetwork = new URL('no-network.mjs', import.meta.url).href

const golden: { name: string; generation: string }[] = JSON.parse(
  readFileSync(new URL('golden.json', import.meta.url), 'utf8'),
)
const expected = golden.map(({ name, generation }) => ({ name, generation }))

/** Runs the golden prompts in a process of their own. */
async function digests(...args: string[]) {
  builtFile('onnx-worker.js')
  const options = ['--import', noNetwork]
  const { code, output, errors } = await runNode(options, generate, args)
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const found: string[] = JSON.parse(output).digests
  return found.map((generation, index) => {
    return { name: golden[index]?.name, generation }
  })
}

test('two processes at once give the digests that were published, without a network, and end by themselves', {
  timeout,
}, async () => {
  const both = await Promise.all([digests(), digests('--first', '2')])
  expect(both).toEqual([expected, expected.slice(0, 2)])
})

test('a session that nobody closes does not keep the process alive', {
  timeout,
}, async () => {
  expect(await digests('--first', '1', '--leave')).toEqual(expected.slice(0, 1))
})

test('the guard against the network can bite', async () => {
  const script = new URL('reach-for-network.mjs', import.meta.url)
  const { code, errors } = await runNode(['--import', noNetwork], script)
  expect(code).not.toBe(0)
  expect(errors).toContain('network refused: http://127.0.0.1:9/worker')
})
