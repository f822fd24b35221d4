export * from '../bootstrap/failure.mjs'
