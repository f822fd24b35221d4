import { expect, test } from 'vitest'
import { madeOf } from './made-of.js'

const sources = {
  'src/A.sol': {
    content: 'import {B} from "./b/B.sol"; import {X} from "@x/X.sol";',
  },
  'src/b/B.sol': {
    content: 'import {C} from "../C.sol"; import {A} from "../A.sol";',
  },
  'src/C.sol': { content: '' },
  'src/D.sol': { content: 'import {C} from "./C.sol";' },
}

test('a source is made of itself, and of what it imports of the others', () => {
  expect([...madeOf(sources, 'src/C.sol')]).toEqual(['src/C.sol'])
  expect([...madeOf(sources, 'src/A.sol')].sort()).toEqual([
    'src/A.sol',
    'src/C.sol',
    'src/b/B.sol',
  ])
})
