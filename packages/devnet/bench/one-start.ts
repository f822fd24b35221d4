// Starts and stops one devnet in this process, and prints as JSON the seconds of
// processor time of each stage. Run by `start.ts`, in a Node.js of its own.
import { readFile } from 'node:fs/promises'
import type { StartCost } from './start.js'

/** Of this process, all its threads included. */
function used(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Of the processes that this one waited for; only Linux tells. */
async function usedByChildren(): Promise<number | null> {
  if (process.platform !== 'linux') return null
  const fields = (await readFile('/proc/self/stat', 'utf8'))
    .replace(/^.*\) /s, '')
    .split(' ')
  const ticksPerSecond = 100
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond
}

const stages: Record<string, number> = { node: used() }
let last = used()
const lap = (stage: string): void => {
  const now = used()
  stages[stage] = now - last
  last = now
}

const nodes = Number(process.argv[1])
const { createDevnet } = await import('@aichain/devnet')
lap('import')
const devnet = await createDevnet({
  nodes,
  onProgress: ({ type, stage }) => {
    if (type === 'stage-finished') lap(stage)
  },
})
lap('ready')
const own = used()
await devnet.stop()
const children = await usedByChildren()
const total = own + (children ?? 0)
console.log(JSON.stringify({ stages, children, total } satisfies StartCost))
