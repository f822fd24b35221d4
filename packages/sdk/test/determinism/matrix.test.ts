import { expect, test } from 'vitest'
import { builtFile } from '../support/built-sdk.js'
import { runNode } from '../support/run-node.js'
import { models } from './models.mjs'

test('every model gives the committed digests here and under the baseline compiler, and a canary differs', {
  timeout: 120_000,
}, async () => {
  builtFile('onnx-worker.js')
  const matrix = new URL('matrix.mjs', import.meta.url)
  const { code, output, errors } = await runNode([], matrix, [
    '--cut',
    '--json',
  ])
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
    'canary: native ONNX Runtime': expect.stringMatching(/passed|skipped/),
  })
  const prompts = Object.fromEntries(
    models.map((model) => [model.name, model.prompts.map(({ name }) => name)]),
  )
  expect(report.prompts).toEqual(prompts)
  expect(models.length).toBeGreaterThanOrEqual(3)
})
