import { determinism } from './lib/determinism.mjs'

await determinism('matrix.mjs')
