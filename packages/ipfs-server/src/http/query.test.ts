import { describe, expect, it } from 'vitest'
import { BadRequestError } from '../errors/request.js'
import { queryOf } from './query.js'

const query = (text: string) => queryOf(new URLSearchParams(text))

describe('queryOf', () => {
  it('reads arguments and options', () => {
    const { args, argument, text, boolean, integer } = query(
      'arg=a&arg=b&name=x&yes=1&no=F&offset=-3',
    )
    expect(args).toEqual(['a', 'b'])
    expect(argument('path')).toBe('a')
    expect(text('name')).toBe('x')
    expect([boolean('yes', false), boolean('no', true)]).toEqual([true, false])
    expect(boolean('absent', true)).toBe(true)
    expect([integer('offset'), integer('absent')]).toEqual([-3, undefined])
  })

  it('refuses what is missing or of another type, in the words of Kubo', () => {
    expect(() => query('').argument('ipfs-path')).toThrow(
      'argument "ipfs-path" is required',
    )
    expect(() => query('pin=maybe').boolean('pin', true)).toThrow(
      'could not convert value "maybe" to type "bool" (for option "-pin")',
    )
    expect(() => query('offset=1.5').integer('offset')).toThrow(BadRequestError)
  })
})
