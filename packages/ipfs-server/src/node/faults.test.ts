import { CID } from 'multiformats/cid'
import { describe, expect, it } from 'vitest'
import { openBlocks } from '../storage/blocks.js'
import { type IpfsFaults, tampered } from './faults.js'

const cid = CID.parse(
  'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq',
)
const text = (value: string) => new TextEncoder().encode(value)

describe('tampered', () => {
  it('changes what is served from the moment it is set, not what is stored', async () => {
    const faults: IpfsFaults = {}
    const blocks = await openBlocks()
    await blocks.put(cid, text('hello'))
    const served = tampered(blocks, faults)
    expect(await served.get(cid)).toEqual(text('hello'))

    faults.tamper = (asked, bytes) =>
      text(`${asked.slice(0, 4)} ${bytes.length}`)
    expect(await served.get(cid)).toEqual(text('bafk 5'))
    expect(await blocks.get(cid)).toEqual(text('hello'))
  })
})
