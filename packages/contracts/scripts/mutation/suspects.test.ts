import { expect, test } from 'vitest'
import { createSuspects } from './suspects.js'

const mutant = { file: 'src/A.sol', function: 'f' }
const killer = (name: string) => ({ contract: 'ATest', name })

test('the killers of a function come first, the latest of them before all', () => {
  const suspects = createSuspects()
  for (const name of ['test_a', 'test_b', 'test_a'])
    suspects.remember(mutant, killer(name))
  expect(suspects.of(mutant)).toEqual([killer('test_a'), killer('test_b')])
  expect(suspects.of({ ...mutant, function: 'g' })).toEqual([])
})

test('only a few are remembered, and none that is no test or a slow one', () => {
  const suspects = createSuspects()
  for (let i = 0; i < 20; i++) suspects.remember(mutant, killer(`test_${i}`))
  suspects.remember(mutant, killer('setUp'))
  suspects.remember(mutant, killer('timeout'))
  suspects.remember(mutant, { contract: 'VectorsTest', name: 'test_all' })
  const file = 'test/invariant/Invariants.t.sol'
  suspects.remember(mutant, { ...killer('invariant_all'), file })
  expect(suspects.of(mutant)).toHaveLength(6)
  expect(suspects.of(mutant)[0]?.name).toBe('test_19')
})
