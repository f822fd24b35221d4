import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { importPeer, PEERS } from './peers.js'

test('names the versions that the package asks for', () => {
  const url = new URL('../../../../package.json', import.meta.url)
  const { peerDependencies } = JSON.parse(readFileSync(url, 'utf8'))
  expect(peerDependencies).toMatchObject(PEERS)
})

test('a package that cannot be imported is named, with the cause', async () => {
  const cause = new TypeError('not found')
  const failing = importPeer('@huggingface/jinja', () => Promise.reject(cause))
  await expect(failing).rejects.toMatchObject({
    code: 'engine-unavailable',
    missing: '@huggingface/jinja',
    remedy: expect.stringContaining('npm install onnxruntime-web@'),
    cause,
  })
})
