/** Does one property after the other, beside others that do the same: solc and z3 each keep one core busy. */
import type { Job, Proof } from './pool.js'
import { prove, refute } from './prove.js'

process.on('message', (message) => {
  const { property, z3 } = message as Job
  const proof = prove(property, z3)
  const answer: Proof = { proof, tooth: refute(property, z3) }
  process.send?.(answer)
})
