import { parentPort } from 'node:worker_threads'
import { askInMemory } from './shared/ask-in-memory.js'

parentPort.postMessage(await askInMemory())
