/** Proves properties on as many cores as there are. */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { root } from '../lib/package-root.js'
import type { Property } from './properties.js'
import type { Outcome } from './report.js'
import type { Z3 } from './z3.js'

/** What came of a property, and of its mistake. */
export type Proof = { readonly proof: Outcome; readonly tooth: Outcome }

/** What a worker is asked to prove. */
export type Job = { readonly property: Property; readonly z3: Z3 }

type OnProof = (property: Property, proof: Proof) => void

/** Begins with the first ones; tells of each when it is done. */
export async function proveAll(
  properties: readonly Property[],
  z3: Z3,
  onProof: OnProof,
): Promise<void> {
  const queue = [...properties]
  const size = Math.min(availableParallelism(), queue.length)
  await Promise.all(
    Array.from({ length: size }, () => workThrough(queue, z3, onProof)),
  )
}

const worker = fileURLToPath(new URL('./worker.ts', import.meta.url))

/** In a process and not in a thread: those of Node 20 do not load TypeScript. */
function workThrough(
  queue: Property[],
  z3: Z3,
  onProof: OnProof,
): Promise<void> {
  const child = fork(worker, { cwd: root, execArgv: ['--import', 'tsx'] })
  let current: Property | undefined
  const next = () => {
    current = queue.shift()
    if (!current) return child.disconnect()
    const job: Job = { property: current, z3 }
    child.send(job)
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('message', (proof) => {
      if (current) onProof(current, proof as Proof)
      next()
    })
    child.on('exit', (code) => {
      if (code === 0 && !current) resolve()
      else reject(new Error(`A prover ended with ${code}.`))
    })
    next()
  })
}
