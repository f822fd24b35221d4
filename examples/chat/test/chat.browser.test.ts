import { afterAll, beforeAll, describe } from 'vitest'
import { describeBundle } from './scenarios/bundle.js'
import { describeConversation } from './scenarios/conversation.js'
import { describeReach } from './scenarios/reach.js'
import { describeSetup } from './scenarios/setup.js'
import { describeTrouble } from './scenarios/trouble.js'
import { describeWallet } from './scenarios/wallet.js'
import { findChromium } from './support/find-chromium.js'
import { openScene, type Scene } from './support/scene.js'

const chromium = findChromium()
if (chromium === undefined) {
  console.warn(
    'Skipped: no Chromium. Install one (Debian: apt-get install chromium), or name one with CHROMIUM=<path>.',
  )
}

describe.skipIf(chromium === undefined)('the chat page', () => {
  let scene: Scene
  const current = () => scene

  beforeAll(async () => {
    scene = await openScene(chromium as string)
  })
  afterAll(() => scene?.stop())

  describe('bundle', () => describeBundle())
  describe('conversation', () => describeConversation(current))
  describe('trouble', () => describeTrouble(current))
  describe('reach', () => describeReach(current))
  describe('wallet', () => describeWallet(current))
  describe('setup', () => describeSetup(current))
})
