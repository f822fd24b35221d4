// Imports a generated model into one of the SDK's engines, in a process of its
// own, so that what importing takes counts for no engine.
//
//   node packages/sdk/bench/inference/prepare.mjs FOLDER ENGINE
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cidOf } from '../../dist/index.js'
import { readModelFolder } from '../../dist/node.js'

const importers = {
  onnx: async () => (await import('../../dist/onnx.js')).prepareModel,
  integer: async () =>
    (await import('../../dist/integer.js')).prepareLlamaModel,
}

const [folder, engine] = process.argv.slice(2)
const importModel = await importers[engine]()
const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'))
const { files, ...model } = await importModel(await originalFolder(), {
  decoding: {
    repetitionPenalty: '1',
    contextLimit: config.max_position_embeddings,
    maxNewTokens: 1024,
  },
})
const target = join(folder, 'prepared', engine)
await rm(target, { recursive: true, force: true })
for (const { path, content } of files) {
  await mkdir(dirname(join(target, path)), { recursive: true })
  await writeFile(join(target, path), content)
}
const cid = cidOf(new Uint8Array())
const manifest = {
  ...model,
  type: 'aichain/model/1',
  name: 'random',
  license: 'none',
  root: cid,
  files: files.map(({ path, content }) => {
    return { path, cid, size: content.length }
  }),
  golden: [],
}
await writeFile(join(target, 'manifest.json'), JSON.stringify(manifest))

/** Of each engine, only what it imports: the folder holds other forms too. */
async function originalFolder() {
  const whole = await readModelFolder(folder)
  const form = { onnx: /\.onnx$/, integer: /^model\.safetensors$/ }[engine]
  return {
    ...whole,
    paths: whole.paths.filter(
      (path) =>
        /^[^/]*\.json$/.test(path) ||
        (form.test(path) && !path.startsWith('prepared/')),
    ),
  }
}
