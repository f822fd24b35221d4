import { createSteps, script } from './bootstrap/steps.mjs'
import { build } from './lib/build.js'

await script(() => build(createSteps(), { declarations: true }))
