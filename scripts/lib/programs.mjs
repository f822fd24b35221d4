export * from '../bootstrap/programs.mjs'
