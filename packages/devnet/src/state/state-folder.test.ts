import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  StateFolderBusyError,
  StateFolderCorruptError,
} from '../errors/state.js'
import { protocolParameters } from '../settings/protocol-parameters.js'
import type { DevnetRecord } from './devnet-record.js'
import { openStateFolder } from './state-folder.js'

const record: DevnetRecord = {
  deployment: {
    chainId: 31_337,
    consensus: '0x00000000000000000000000000000000000000aa',
    modelRegistry: '0x00000000000000000000000000000000000000bb',
    fromBlock: 2n ** 60n,
  },
  parameters: protocolParameters({
    treasury: '0x00000000000000000000000000000000000000cc',
    beacon: '0x00000000000000000000000000000000000000dd',
  }),
  nodes: 5,
  models: { somewhere: 'bafkreigh2akiscaildc' },
}

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-state-'))
})

afterEach(() => rm(folder, { recursive: true }))

test('what was written is found again', async () => {
  const first = await openStateFolder(join(folder, 'new/state'))
  expect(first.record).toBeUndefined()
  await first.write(record)
  await first.release()
  const second = await openStateFolder(join(folder, 'new/state'))
  expect(second.record).toEqual(record)
  await second.release()
})

test('a folder serves one devnet at a time', async () => {
  const first = await openStateFolder(folder)
  await expect(openStateFolder(folder)).rejects.toThrow(StateFolderBusyError)
  await first.release()
  await (await openStateFolder(folder)).release()
})

test('a damaged record is refused, and the folder let go', async () => {
  const first = await openStateFolder(folder)
  await first.write(record)
  await first.release()
  await writeFile(join(folder, 'devnet.record'), 'something else')
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(openStateFolder(folder)).rejects.toThrow(
      StateFolderCorruptError,
    )
  }
})

test('a record of the first edition is refused', async () => {
  const first = await openStateFolder(folder)
  const { epoch: _, ...parameters } = record.parameters
  await first.write({ ...record, parameters } as DevnetRecord)
  await first.release()
  await expect(openStateFolder(folder)).rejects.toThrow('first edition')
})

test('without a path nothing is left behind', async () => {
  const temporary = await openStateFolder(undefined)
  expect(existsSync(temporary.path)).toBe(true)
  expect(temporary.chainFile).toBeUndefined()
  await temporary.release()
  expect(existsSync(temporary.path)).toBe(false)
})
