import { determinism } from './lib/determinism.mjs'

await determinism('soak.mjs')
