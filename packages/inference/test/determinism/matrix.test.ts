import { expect, test } from 'vitest'
import { typescriptFlags } from '../../../../scripts/lib/typescript-flags.js'
import { builtFile } from '../support/built.js'
import { runNode } from '../support/run-node.js'
import { readGolden } from './golden.js'
import { models } from './models/models.js'

const prompts = Object.fromEntries(
  models.map((model) => [model.name, model.prompts.map(({ name }) => name)]),
)

test('a digest is committed for each prompt of at least three models, and for nothing else', () => {
  const golden = Object.entries(readGolden()).map(([name, digests]) => [
    name,
    Object.keys(digests),
  ])
  expect(Object.fromEntries(golden)).toEqual(prompts)
  expect(models.length).toBeGreaterThanOrEqual(3)
})

test('every model gives the committed digests here, under the baseline compiler and on two threads, and a canary differs', {
  timeout: 300_000,
}, async () => {
  builtFile('onnx-worker.js')
  builtFile('integer-worker.js')
  const matrix = new URL('matrix.ts', import.meta.url)
  const options = ['--cut', '--json']
  // A guard against hanging, with room for a machine that does much else.
  const limit = 280_000
  const { code, output, errors } = await runNode(
    typescriptFlags,
    matrix,
    options,
    limit,
  )
  expect(code, errors).toBe(0)
  const report = JSON.parse(output)
  expect(report.equal).toBe(true)
  const outcomes = report.platforms.map(
    (row: { name: string; outcome: string }) => [row.name, row.outcome],
  )
  expect(Object.fromEntries(outcomes)).toEqual({
    'no relaxed SIMD': 'passed',
    'this Node.js': 'passed',
    'baseline compiler only': 'passed',
    '2 threads': 'passed',
    'canary: native ONNX Runtime': expect.stringMatching(/passed|skipped/),
  })
  expect(report.prompts).toEqual(prompts)
})
