import { beforeEach, describe, expect, it } from 'vitest'
import { type TestDag, testDag } from '../../test/support/test-dag.js'
import { openPins, type Pins } from '../storage/pins.js'
import { coveredBlocks, pin } from './pinning.js'

let dag: TestDag
let pins: Pins

beforeEach(async () => {
  dag = await testDag({ 'a/x': 'xx', b: 'bbb' })
  pins = await openPins()
})

async function covered() {
  const all: string[] = []
  const node = { blocks: dag.blocks, pins }
  for await (const { cid } of coveredBlocks(node)) all.push(`${cid}`)
  return all.sort()
}

describe('pin', () => {
  it('covers all that is under it', async () => {
    const node = { blocks: dag.blocks, pins }
    await pin(node, dag.cid(''))
    expect(await covered()).toEqual(
      ['', 'a', 'a/x', 'b'].map((path) => `${dag.cid(path)}`).sort(),
    )
  })

  it('covers one block where it is direct', async () => {
    const node = { blocks: dag.blocks, pins }
    await pin(node, dag.cid(''), { recursive: false })
    expect(await covered()).toEqual([`${dag.cid('')}`])
    await pin(node, dag.cid(''))
    await expect(pin(node, dag.cid(''), { recursive: false })).rejects.toThrow(
      'already pinned recursively',
    )
  })

  it('pins nothing that is not there as a whole', async () => {
    await dag.blocks.remove(dag.cid('a/x'))
    const node = { blocks: dag.blocks, pins }
    await expect(pin(node, dag.cid(''))).rejects.toThrow(
      /^pin: block was not found/,
    )
    expect(pins.list()).toEqual([])
  })
})
