import { describe, expect, it } from 'vitest'
import { queryOf } from '../http/query.js'
import { addOptions } from './add-options.js'

const options = (text: string) => addOptions(queryOf(new URLSearchParams(text)))

describe('addOptions', () => {
  it('has the defaults of Kubo', () => {
    expect(options('')).toMatchObject({ cidVersion: 0, rawLeaves: false })
    expect(options('cid-version=1')).toMatchObject({ rawLeaves: true })
    expect(options('raw-leaves=true')).toMatchObject({ cidVersion: 0 })
    expect(options('cid-version=1&raw-leaves=false')).toMatchObject({
      rawLeaves: false,
    })
  })

  it.each([
    ['chunker=bogus', 'unrecognized chunker option: bogus'],
    ['chunker=size-0', 'chunker size must be'],
    ['chunker=size-2096897', 'chunker size must be'],
    ['hash=bogus', 'unrecognized hash function: "bogus"'],
    ['cid-version=7', 'unknown CID version: 7'],
    ['trickle=true', 'the option "trickle" is not supported here'],
    ['pin-name=mine', 'the option "pin-name" is not supported here'],
    ['mode=0644', 'the option "mode" is not supported here'],
  ])('refuses %s rather than give another CID', (text, message) => {
    expect(() => options(text)).toThrow(message)
  })

  it('takes an unsupported option that is off', () => {
    expect(() => options('trickle=false')).not.toThrow()
  })
})
