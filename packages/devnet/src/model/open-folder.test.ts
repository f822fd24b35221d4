import { expect, test } from 'vitest'
import { httpServer } from '../../../base/test/http-server.js'
import { FIRST, hubServer } from '../../../inference/test/support/hub-server.js'
import { openFolder } from './open-folder.js'
import { modelSource } from './publish-model.js'

test('a model on the hub is opened by its name', async () => {
  const { folder, key, name } = modelSource('hf:owner/name')
  expect({ key, name }).toEqual({ key: 'hf:owner/name', name: 'name' })
  const content = new Uint8Array([1, 2, 3])
  const hub = await hubServer({ [FIRST]: { 'config.json': content } })
  const seen: number[] = []
  const onProgress = ({ bytes }: { bytes: number }) => seen.push(bytes)
  const environment = { HF_ENDPOINT: hub.url, HF_TOKEN: 'hf_test' }
  const opened = await openFolder(folder, { onProgress }, environment)
  expect(await opened.read('config.json')).toEqual(content)
  expect(seen).toEqual([3])
  const tokens = hub.requests.map(({ headers }) => headers.authorization)
  expect(tokens).toEqual(['Bearer hf_test', 'Bearer hf_test'])
})

test('an empty token is none', async () => {
  const hub = await httpServer((_, response) => {
    response.writeHead(404).end()
  })
  const environment = { HF_ENDPOINT: hub.url, HF_TOKEN: '' }
  const opening = openFolder('hf:owner/name', {}, environment)
  await expect(opening).rejects.toThrow("no 'owner/name'")
  expect(hub.requests[0]?.headers.authorization).toBeUndefined()
})
