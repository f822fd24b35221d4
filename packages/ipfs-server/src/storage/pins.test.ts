import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CID } from 'multiformats/cid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPins } from './pins.js'

const one = CID.parse('QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn')
const two = CID.parse(
  'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq',
)
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-pins-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('keeps pins over a restart', async () => {
  const pins = await openPins(folder)
  await pins.add({ cid: one, type: 'recursive', name: 'mine' })
  await pins.add({ cid: two, type: 'recursive', name: '' })
  await pins.add({ cid: two, type: 'direct', name: '' })

  const again = await openPins(folder)
  expect(again.get(one)).toMatchObject({ type: 'recursive', name: 'mine' })
  expect(again.get(two)).toMatchObject({ type: 'direct', name: '' })
  await again.remove(one)
  expect((await openPins(folder)).list()).toHaveLength(1)
})

it('clears away what a killed process was writing', async () => {
  await writeFile(join(folder, `${one}.0123456789ab.tmp`), '{"type":')
  expect((await openPins(folder)).list()).toEqual([])
  expect(await readdir(folder)).toEqual([])
})

it('works in memory', async () => {
  const pins = await openPins()
  await pins.add({ cid: one, type: 'recursive', name: '' })
  expect(pins.list().map(({ cid }) => cid)).toEqual([one])
  await pins.remove(one)
  expect(pins.get(one)).toBeUndefined()
})
