// Runs a task that `writeTask` wrote, under whatever Node.js runs this, and
// prints a line of JSON per generation. The first line says what runs. Other
// Nodes read no TypeScript, and a loader would reach for more than the engine
// does: rows run it as plain JavaScript (row-programs.ts).
//
//   node row.mjs FOLDER [JSON of a `Run`]
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runTask } from './run-task.js'

const [folder = '', options = '{}'] = process.argv.slice(2)
const print = (line: object) =>
  process.stdout.write(`${JSON.stringify(line)}\n`)
const { node, v8, unicode } = process.versions

print({
  platform: `Node.js ${node} ${process.arch}, V8 ${v8}, Unicode ${unicode}`,
})
const read = (path: string) => readFile(join(folder, path))
for await (const result of runTask({ ...JSON.parse(options), read })) {
  print(result)
}
