// Imports a generated model into one of the package's engines, in a process of
// its own, so that what importing takes counts for no engine.
//
//   prepare.ts FOLDER onnx|integer
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { localModel, type ModelFolder } from '@aichain/inference'
import { integerEngine, prepareLlamaModel } from '@aichain/inference/integer'
import { readModelFolder } from '@aichain/inference/node'
import { onnxEngine, prepareModel } from '@aichain/inference/onnx'

/** How each engine imports, and which files it takes: the folder holds other forms, too. */
const importers = {
  onnx: { engine: onnxEngine, importModel: prepareModel, form: /\.onnx$/ },
  integer: {
    engine: integerEngine,
    importModel: prepareLlamaModel,
    form: /^model\.safetensors$/,
  },
} as const

const [folder = '', name = ''] = process.argv.slice(2)
if (name !== 'onnx' && name !== 'integer') {
  throw new TypeError(`There is no import for "${name}".`)
}
const { engine, importModel, form } = importers[name]
const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'))
const prepared = await importModel(await originalFolder(), {
  decoding: {
    repetitionPenalty: '1',
    contextLimit: config.max_position_embeddings,
    maxNewTokens: 1024,
  },
})
const target = join(folder, 'prepared', name)
await rm(target, { recursive: true, force: true })
for (const { path, content } of prepared.files) {
  await mkdir(dirname(join(target, path)), { recursive: true })
  await writeFile(join(target, path), content)
}
const { manifest } = await localModel(prepared, { engine: engine() })
await writeFile(join(target, 'manifest.json'), JSON.stringify(manifest))

async function originalFolder(): Promise<ModelFolder> {
  const whole = await readModelFolder(folder)
  return {
    ...whole,
    paths: whole.paths.filter(
      (path) =>
        /^[^/]*\.json$/.test(path) ||
        (form.test(path) && !path.startsWith('prepared/')),
    ),
  }
}
