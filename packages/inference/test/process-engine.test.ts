import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ModelFiles } from '../src/ports/inference-engine.js'
import { engineConformance } from '../src/testing/engine-conformance.js'
import { builtFile, builtNode, builtOnnx } from './support/built.js'
import { promptOf, tinyModelFiles } from './support/default-model.js'

const { processEngine } = await builtNode()
const { onnxEngine } = await builtOnnx()
const model: ModelFiles = await tinyModelFiles(onnxEngine())

const onnx = {
  module: builtFile('onnx.js'),
  exportName: 'onnxEngine',
  executionProvider: 'wasm',
} as const

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-process-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** An engine of a few lines, for what goes on between processes. */
async function moduleOf(name: string, text: string): Promise<URL> {
  const path = join(folder, `${name}.mjs`)
  await writeFile(path, text)
  return pathToFileURL(path)
}

describe('an engine in a process of its own', () => {
  for (const { name, run } of engineConformance({
    engine: processEngine(onnx),
    model,
  })) {
    test(name, { timeout: 60_000 }, run)
  }
})

test('is in another process, started with its own options', async () => {
  const module = await moduleOf(
    'options',
    `export const make = (suffix) => ({
      runtime: async () => ({ package: process.pid + ':' + process.execArgv + suffix }),
    })`,
  )
  const engine = processEngine({
    ...onnx,
    module,
    exportName: 'make',
    argument: '!',
    execArgv: ['--liftoff', '--no-wasm-tier-up'],
  })
  const { package: told } = await engine.runtime()
  expect(told).toMatch(/^\d+:--liftoff,--no-wasm-tier-up!$/)
  expect(told).not.toContain(`${process.pid}:`)
})

test.each([
  ['@aichain/inference/onnx', 'onnxEngine', 'wasm', 'onnxruntime-web'],
  [
    '@aichain/inference/integer',
    'integerEngine',
    'integer',
    '@aichain/inference',
  ],
] as const)(
  'finds the engine of %s by name',
  async (module, exportName, executionProvider, name) => {
    const engine = processEngine({ module, exportName, executionProvider })
    expect(await engine.runtime()).toMatchObject({
      executionProvider,
      package: name,
    })
  },
)

test.each([
  ['a module that is not there', { module: './nowhere.mjs' }, /nowhere/],
  [
    'a function that is not there',
    { exportName: 'none' },
    /exports no function none/,
  ],
  [
    'an option that Node refuses',
    { execArgv: ['--no-such-option'] },
    /ended with code 9/,
  ],
])('%s fails the inference', async (_, change, reason) => {
  await expect(
    processEngine({ ...onnx, ...change }).runtime(),
  ).rejects.toMatchObject({
    code: 'inference-failed',
    reason: expect.stringMatching(reason),
  })
})

test('a process that dies fails what is pending', async () => {
  const module = await moduleOf(
    'dying',
    `export const make = () => ({
      runtime: async () => (${JSON.stringify(model.manifest.runtime)}),
      load: async () => ({
        generate: async function* () {
          yield { type: 'token', index: 0, token: 1, text: 'a' }
          process.kill(process.pid, 'SIGKILL')
          await new Promise(() => {})
        },
      }),
    })`,
  )
  const session = await processEngine({
    ...onnx,
    module,
    exportName: 'make',
  }).load(model)
  const parts: string[] = []
  const reading = async () => {
    for await (const part of session.generate(promptOf('Hello'))) {
      parts.push(part.type)
    }
  }
  await expect(reading()).rejects.toMatchObject({
    code: 'inference-failed',
    reason: expect.stringContaining('SIGKILL'),
  })
  expect(parts).toEqual(['token'])
  await session.close()
})

const STUCK = `export const make = () => ({
  runtime: async () => (${JSON.stringify(model.manifest.runtime)}),
  load: () => new Promise(() => {}),
})`

test('an abort rejects at once, though the process answers nothing', async () => {
  const module = await moduleOf('stuck', STUCK)
  const controller = new AbortController()
  const loading = processEngine({ ...onnx, module, exportName: 'make' }).load(
    model,
    {
      signal: controller.signal,
      onProgress: ({ type }) => {
        if (type === 'session') controller.abort('enough')
      },
    },
  )
  await expect(loading).rejects.toBe('enough')
})

test('a file that cannot be read is told with its reason', async () => {
  const read = async () => {
    throw new RangeError('the disk is gone')
  }
  await expect(
    processEngine(onnx).load({ ...model, read }),
  ).rejects.toMatchObject({
    code: 'inference-failed',
    reason: expect.stringContaining('the disk is gone'),
  })
})

test('another pin is refused before any file is read', async () => {
  const manifest = {
    ...model.manifest,
    runtime: { ...model.manifest.runtime, version: '0.0.0' },
  }
  const read = async () => {
    throw new TypeError('nothing may be read')
  }
  await expect(
    processEngine(onnx).load({ manifest, read }),
  ).rejects.toMatchObject({ code: 'runtime-mismatch', field: 'version' })
})

test('the process ends with the one that started it, however that ends', async () => {
  const engine = await moduleOf(
    'witness',
    `export const make = () => ({
      runtime: async () => {
        console.error('child')
        await new Promise((resolve) => setInterval(resolve, 2 ** 30))
      },
    })`,
  )
  const parent = join(folder, 'parent.mjs')
  const options = { ...onnx, module: engine.href, exportName: 'make' }
  await writeFile(
    parent,
    `import { processEngine } from ${JSON.stringify(builtFile('node.js').href)}
     await processEngine(${JSON.stringify(options)}).runtime()`,
  )
  const running = execFile(process.execPath, [parent], {
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  const [text] = await once(running.stderr ?? running, 'data')
  expect(String(text)).toContain('child')
  const closed = once(running, 'close')
  running.kill('SIGKILL')
  // The child holds an end of the pipe, too: closed means that both are gone.
  await closed
})
