// Prints what `createDevnet()` costs a test: seconds of processor time, by stage,
// of a process that does nothing else, and of the processes that it starts.
//
//   npm run bench:devnet -w @aichain/devnet [-- --runs 3] [--nodes 5] [--json]
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript'
import { median } from './median.js'
import { table } from './table.js'

/** Seconds of processor time. */
export type StartCost = {
  /** Of the process that calls, Node.js itself and the import included. */
  readonly stages: Readonly<Record<string, number>>
  /** Of chain and supervisor, from start to stop; unknown outside Linux. */
  readonly children: number | null
  /** Until `createDevnet` returned, and of the children. */
  readonly total: number
}

const folder = fileURLToPath(new URL('.', import.meta.url))

/** In plain Node.js: a loader for TypeScript would cost more than some stages. */
async function program(): Promise<string> {
  const source = await readFile(`${folder}/one-start.ts`, 'utf8')
  const compilerOptions = {
    module: ModuleKind.ESNext,
    target: ScriptTarget.ES2022,
  }
  return transpileModule(source, { compilerOptions }).outputText
}

async function measure(code: string, nodes: string): Promise<StartCost> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', code, '--', nodes],
    { cwd: folder },
  )
  return JSON.parse(stdout)
}

function medians(costs: readonly StartCost[]): StartCost {
  const names = Object.keys(costs[0]?.stages ?? {})
  const of = (choose: (cost: StartCost) => number | null | undefined) =>
    median(costs.map((cost) => choose(cost) ?? Number.NaN))
  return {
    stages: Object.fromEntries(
      names.map((name) => [name, of(({ stages }) => stages[name])]),
    ),
    children: costs[0]?.children === null ? null : of((cost) => cost.children),
    total: of(({ total }) => total),
  }
}

function print(cost: StartCost, runs: number, nodes: string): void {
  console.log(
    `\nSeconds of processor time of createDevnet({ nodes: ${nodes} }): median of ${runs}`,
  )
  const rows = Object.entries({
    ...cost.stages,
    ...(cost.children === null ? {} : { children: cost.children }),
    total: cost.total,
  })
  console.log(
    table(
      ['stage', 'seconds'],
      rows.map(([name, seconds]) => [name, seconds.toFixed(2)]),
    ),
  )
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    nodes: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
})
const { nodes } = values
const runs = Number(values.runs)
const code = await program()
const costs: StartCost[] = []
for (let run = 0; run < runs; run += 1) costs.push(await measure(code, nodes))
const cost = medians(costs)
if (values.json)
  console.log(JSON.stringify({ runs, nodes: Number(nodes), ...cost }))
else print(cost, runs, nodes)
