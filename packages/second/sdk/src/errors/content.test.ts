import { describe, expect, it } from 'vitest'
import {
  ContentNotFoundError,
  ContentStoreRejectedError,
  ContentStoreUnreachableError,
  ContentTamperedError,
  ContentTooLargeError,
  InvalidCidError,
} from './content.js'

const cid = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
const attempts = [
  { store: 'http://one.example', reason: 'not found' },
  { store: 'http://two.example', reason: 'no answer within 5000 ms' },
]

describe('content errors', () => {
  it('name every store that was asked', () => {
    const error = new ContentNotFoundError({ cid, attempts })
    expect(error.message).toMatchInlineSnapshot(`
      "None of the stores asked has the content.
      cid: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
      http://one.example: not found
      http://two.example: no answer within 5000 ms
      Check the CID, or add a store or gateway that has it."
    `)
    expect(error.attempts).toEqual(attempts)
  })

  it('say what to do about the one store that was asked', () => {
    const store = 'http://one.example'
    const error = new ContentStoreUnreachableError({
      cid,
      attempts: [
        {
          store,
          reason: 'it asks for credentials (HTTP 401)',
          kind: 'credentials',
          status: 401,
        },
      ],
    })
    expect(error.message).toMatchInlineSnapshot(`
      "The content store cannot be used: it asks for credentials (HTTP 401).
      cid: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq
      store: http://one.example
      Check the credentials (API key, token, or user name and password) and which origins the server allows."
    `)
    const { remedy } = new ContentStoreRejectedError({
      store,
      reason: 'Unauthorized',
      kind: 'credentials',
    })
    expect(remedy).toBe(error.remedy)
    const other = new ContentStoreRejectedError({ store, reason: 'disk full' })
    expect(other.message).toMatchInlineSnapshot(`
      "The content store refused the request.
      store: http://one.example
      reason: disk full
      Do what the store's reason says, or use another store."
    `)
  })

  it.each([
    [['rate', 'rate'], 'Wait as long as it asks'],
    [['rate', 'credentials'], 'Do for each address what its reason says'],
    [[undefined, undefined], 'Do for each address what its reason says'],
  ] as const)(
    'give one remedy for reasons of one kind: %s',
    (kinds, remedy) => {
      const attempts = kinds.map((kind) => ({ store: 'x', reason: 'y', kind }))
      const error = new ContentStoreUnreachableError({ attempts })
      expect(error.remedy).toContain(remedy)
      expect(error.shortMessage).toBe('None of the content stores can be used.')
    },
  )

  it('say which calls may succeed later', () => {
    const store = 'http://one.example'
    const errors = [
      new ContentNotFoundError({ cid, attempts }),
      new ContentStoreUnreachableError({ attempts }),
      new ContentTamperedError({ cid, attempts }),
      new ContentTooLargeError({ cid, maximum: 1 }),
      new InvalidCidError({ value: 'x', reason: 'not a CID' }),
      new ContentStoreRejectedError({ store, reason: 'disk full' }),
    ]
    expect(errors.map(({ code, isRetryable }) => [code, isRetryable])).toEqual([
      ['content-not-found', true],
      ['content-store-unreachable', true],
      ['content-tampered', false],
      ['content-too-large', false],
      ['invalid-cid', false],
      ['content-store-rejected', false],
    ])
  })

  it('keep the sizes of what is too large', () => {
    const error = new ContentTooLargeError({ maximum: 10, size: 11 })
    expect(error.message).toMatchInlineSnapshot(`
      "The content is larger than a block may be.
      size: 11 bytes
      maximum: 10 bytes
      Make it smaller, or store and read it as a file."
    `)
  })

  it('shorten a document that was passed for a CID', () => {
    const error = new InvalidCidError({
      value: 'a'.repeat(5000),
      reason: 'not a CID',
    })
    expect(error.value).toHaveLength(120)
    expect(error.shortMessage).toBe('The CID is refused: not a CID.')
  })
})
