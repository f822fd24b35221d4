export * from '../bootstrap/steps.mjs'
