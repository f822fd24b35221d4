import { expect, it } from 'vitest'
import { testDag } from '../../test/support/test-dag.js'
import { BlockNotFoundError } from '../errors/request.js'
import { walkDag } from './walk.js'

async function walked(...parameters: Parameters<typeof walkDag>) {
  const all: string[] = []
  for await (const { cid } of walkDag(...parameters)) all.push(`${cid}`)
  return all
}

it('tells every block once, depth first and in the order of links', async () => {
  const { blocks, cid } = await testDag({
    'a/same': 'same',
    'a/x': 'x',
    'b/same': 'same',
    c: 'c',
  })
  expect(await walked([cid('')], blocks)).toEqual(
    [cid(''), cid('a'), cid('a/same'), cid('a/x'), cid('b'), cid('c')].map(
      String,
    ),
  )
})

it('leaves out what was told before', async () => {
  const { blocks, cid } = await testDag({ 'a/x': 'x', b: 'b' })
  const seen = new Set<string>()
  await walked([cid('a')], blocks, seen)
  const rest = await walked([cid('')], blocks, seen)
  expect(rest).toEqual([cid(''), cid('b')].map(String))
})

it('stops at the first block that is absent', async () => {
  const { blocks, cid } = await testDag({ a: 'a', b: 'b' })
  await blocks.remove(cid('a'))
  await expect(walked([cid('')], blocks)).rejects.toThrow(BlockNotFoundError)
})
