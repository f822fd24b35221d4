// Runs a task that `writeTask` wrote, under whatever Node.js runs this, and
// prints a line of JSON per generation. The first line says what runs.
//
//   node row.mjs FOLDER [JSON of what `runTask` takes]
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runTask } from './run-task.mjs'

const [folder, options = '{}'] = process.argv.slice(2)
const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)
const { node, v8, unicode } = process.versions

print({
  platform: `Node.js ${node} ${process.arch}, V8 ${v8}, Unicode ${unicode}`,
})
const read = (path) => readFile(join(folder, path))
for await (const result of runTask({ ...JSON.parse(options), read })) {
  print(result)
}
