import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtFile } from './support/built.js'
import { runNode } from './support/run-node.js'

/** Packages of this repository that are installed: folders beside each other. */
const own = ['base', 'inference'] as const

/** Packages that come with those, and a file that each exports. */
const required = {
  '@noble/hashes': '@noble/hashes/sha2.js',
  multiformats: 'multiformats/cid',
}

const script = `
import { onnxEngine, prepareModel } from '@aichain/inference/onnx'
const json = { chat_template: 'x' }
const files = { 'config.json': {}, 'tokenizer.json': {}, 'tokenizer_config.json': json, 'model.onnx': {} }
const folder = {
  paths: Object.keys(files),
  read: async (path) => new TextEncoder().encode(JSON.stringify(files[path])),
}
const tell = ({ code, missing, remedy }) => ({ code, missing, remedy })
console.log(JSON.stringify([
  await onnxEngine().runtime().catch(tell),
  await prepareModel(folder).catch(tell),
]))
`

let folder: string

/** An installation with its dependencies but none of the optional peers. */
beforeAll(async () => {
  builtFile('onnx.js')
  folder = await mkdtemp(join(tmpdir(), 'aichain-peers-'))
  for (const name of own) {
    const source = fileURLToPath(new URL(`../../${name}/`, import.meta.url))
    const target = join(folder, 'node_modules/@aichain', name)
    await mkdir(target, { recursive: true })
    for (const part of ['dist', 'package.json']) {
      await cp(join(source, part), join(target, part), { recursive: true })
    }
  }
  const { resolve } = createRequire(import.meta.url)
  for (const [name, entry] of Object.entries(required)) {
    const path = join('node_modules', name)
    const [root] = resolve(entry).split(`${path}${sep}`)
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await symlink(join(root ?? '', path), join(folder, path))
  }
  await writeFile(join(folder, 'main.mjs'), script)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('what is not installed is named, with the command that installs it', async () => {
  const main = pathToFileURL(join(folder, 'main.mjs'))
  const { output, errors } = await runNode([], main)
  expect(errors).toBe('')
  const { peerDependencies } = createRequire(import.meta.url)('../package.json')
  const remedy = (missing: string) =>
    expect.stringContaining(`${missing}@${peerDependencies[missing]}`)
  const refusal = (missing: string) => {
    return { code: 'engine-unavailable', missing, remedy: remedy(missing) }
  }
  expect(JSON.parse(output)).toEqual([
    refusal('onnxruntime-web'),
    refusal('@huggingface/tokenizers'),
  ])
})
