/**
 * Plays random sequences of honest and hostile actions and checks every
 * invariant after every step: 128 sequences of 256 steps, with
 * `--profile=nightly` 1,000. Fails if less is played, or if an action never
 * succeeds.
 */
import { forgeTests } from './forge/forge-tests.js'
import { campaignOf, linesOfCampaign } from './lib/campaign-report.js'
import { finish, optionOf } from './lib/command.js'

const began = Date.now()
const { tests } = await forgeTests(['--match-path=test/invariant/**'], {
  profile: optionOf('profile') ?? 'ci',
  env: { FOUNDRY_INVARIANT_SHOW_METRICS: 'true' },
})
const report = campaignOf(tests, began)
finish(report, linesOfCampaign(report))
