/** Proves all properties on as many cores as there are. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/**
 * @param {number[]} indices Of the properties, in the order to begin with them.
 * @param {object} z3
 * @param {(index: number, outcome: { proof: object, tooth: object }) => void} onOutcome
 */
export async function proveAll(indices, z3, onOutcome) {
  const queue = [...indices]
  const size = Math.min(availableParallelism(), queue.length)
  await Promise.all(
    Array.from({ length: size }, () => workThrough(queue, z3, onOutcome)),
  )
}

function workThrough(queue, z3, onOutcome) {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    workerData: z3,
  })
  return new Promise((resolve, reject) => {
    const next = () => {
      const index = queue.shift()
      if (index !== undefined) return worker.postMessage(index)
      worker.terminate().then(resolve, reject)
    }
    worker.on('error', reject)
    worker.on('message', ({ index, ...outcome }) => {
      onOutcome(index, outcome)
      next()
    })
    next()
  })
}
