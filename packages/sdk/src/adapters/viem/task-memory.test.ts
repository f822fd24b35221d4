import { expect, test } from 'vitest'
import { documentCid } from '../../../test/documents.js'
import { keccakWords } from '../../core/encoding/keccak.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { Order } from '../../core/task/task.js'
import { taskMemory } from './task-memory.js'

const position = {
  blockNumber: 1n,
  blockHash: keccakWords(1),
  logIndex: 0,
  transactionHash: keccakWords(2),
}
const order: Order = {
  model: documentCid(1),
  prompt: documentCid(2),
  committeeSize: 3,
  share: 1n,
  roundTip: 0n,
  minimumPlaces: 3,
  seed: 'block',
  nonce: 0n,
}
const requester = `0x${'0a'.repeat(20)}` as const
const added = (number: number): ProtocolEvent => ({
  type: 'task-added',
  task: keccakWords(number),
  requester,
  list: keccakWords(3),
  order,
  ...position,
})

test('what events tell of tasks is remembered, until it is forgotten', () => {
  const memory = taskMemory()
  const task = keccakWords(0)
  const output = documentCid(3)
  memory.note([
    added(0),
    {
      type: 'task-decided',
      ...{ task, output, winners: 7, committee: 9n },
      ...position,
    },
  ])
  expect(memory.terms(task)).toEqual({ requester, order })
  expect(memory.committee(task)).toBe(9n)
  memory.forgetCommittee(task)
  expect(memory.committee(task)).toBeUndefined()
})

test('tasks told longest ago are forgotten first', () => {
  const memory = taskMemory()
  memory.note([added(0), added(1)])
  memory.note([added(0)])
  memory.note(Array.from({ length: 4095 }, (_, index) => added(index + 2)))
  expect(memory.terms(keccakWords(1))).toBeUndefined()
  expect(memory.terms(keccakWords(0))).toBeDefined()
  expect(memory.terms(keccakWords(4096))).toBeDefined()
})
