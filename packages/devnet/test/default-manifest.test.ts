import { parseManifest } from '@aichain/sdk/core'
import { memoryChain, memoryContentStore } from '@aichain/sdk/testing'
import { expect, test } from 'vitest'
import { modelSource, publishWitnessed } from '../src/model/publish-model.js'

const publisher = '0x00000000000000000000000000000000000a11ce'

// Four loads of the model: seconds alone, minutes on a busy machine.
test('the committed manifest is what two witnesses agree on', {
  timeout: 180_000,
}, async () => {
  const content = memoryContentStore()
  const model = await publishWitnessed({
    source: modelSource(undefined),
    chain: memoryChain().connect(publisher),
    content,
    note: () => {},
    signal: undefined,
  })
  const manifest = parseManifest(await content.get(model))
  expect(manifest).toMatchObject({ ok: true })
  const text = manifest.ok ? JSON.stringify(manifest.value, undefined, 2) : ''
  // `--update` writes it: only with a reason why bits changed.
  await expect(`${text}\n`).toMatchFileSnapshot(
    '../src/model/default-manifest.json',
  )
})
