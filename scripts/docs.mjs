import { installed, node } from './lib/programs.mjs'
import { createSteps, script } from './lib/steps.mjs'
import { setup } from './setup.mjs'

await script(async () => {
  const steps = createSteps()
  await setup({ steps })
  await steps.run('Building docs/site', () =>
    node('Building docs/site', [installed('typedoc/bin/typedoc')]),
  )
  steps.say('\n  Open docs/site/index.html in a browser.')
})
