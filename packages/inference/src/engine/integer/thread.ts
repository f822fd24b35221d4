import { workerPort } from '../shared/worker/worker-port.js'
import { openKernel } from './kernel.js'
import type { ThreadTask } from './start-threads.js'

const port = workerPort()
port.listen(async (message) => {
  const { module, memory, address, thread } = message as ThreadTask
  const kernel = await openKernel(module, memory)
  port.post('ready')
  kernel.serve(address, thread, 0)
})
