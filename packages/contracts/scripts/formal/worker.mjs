/** Does one property after the other, beside others that do the same: solc and z3 each keep one core busy. */
import { parentPort, workerData } from 'node:worker_threads'
import { properties } from './properties.mjs'
import { prove, refute } from './prove.mjs'

parentPort.on('message', (index) => {
  const property = properties[index]
  const proof = prove(property, workerData)
  parentPort.postMessage({ index, proof, tooth: refute(property, workerData) })
})
