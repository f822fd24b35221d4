// Runs the golden prompts on the default model with the built SDK, and prints
// one JSON line: what ran, and the digest of each generation.
//
//   node generate.mjs [--first N] [--leave]
//
// --first N   only the first N prompts
// --leave     do not close the session (the process must end all the same)
import { parseArgs } from 'node:util'
import { generationDigest } from '../../dist/core.js'
import { onnxEngine } from '../../dist/onnx.js'
import { prepareDefaultModel, readGolden } from './golden.mjs'

const { values } = parseArgs({
  options: { first: { type: 'string' }, leave: { type: 'boolean' } },
})
const model = await prepareDefaultModel()
const engine = onnxEngine()
const files = new Map(model.files.map((file) => [file.path, file.content]))
const session = await engine.load({
  manifest: { ...model, runtime: await engine.runtime() },
  read: async (path) => files.get(path),
})
const digests = []
for (const { prompt } of readGolden().slice(0, values.first)) {
  for await (const part of session.generate(prompt)) {
    if (part.type !== 'generation') continue
    digests.push(generationDigest(part.generation))
  }
}
if (!values.leave) await session.close()
const { node, unicode } = process.versions
process.stdout.write(`${JSON.stringify({ node, unicode, digests })}\n`)
