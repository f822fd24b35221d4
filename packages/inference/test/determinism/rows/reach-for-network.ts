// Does in a worker what the engine must never do.
import { Worker } from 'node:worker_threads'

const source = "await fetch('http://127.0.0.1:9/worker')"
new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`))
