import { script } from './lib/steps.mjs'
import { setup } from './setup.mjs'

await script(() => setup({ declarations: true }))
