import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inOrderOfNeed } from './in-order-of-need.js'

const needs = {
  base: [],
  left: ['base'],
  right: ['base'],
  top: ['left', 'right'],
  aside: [],
} as const
type Name = keyof typeof needs

/** What began and ended, in order, and how many ran together at most. */
async function watch(
  targets: readonly Name[],
  atOnce: number,
  failing?: Name,
): Promise<{ log: string[]; most: number; error: unknown }> {
  const log: string[] = []
  let running = 0
  let most = 0
  let error: unknown
  await inOrderOfNeed<Name>({
    targets,
    needsOf: (name) => needs[name],
    atOnce,
    async work(name) {
      log.push(`+${name}`)
      running += 1
      most = Math.max(most, running)
      await setImmediate()
      running -= 1
      if (name === failing) throw new Error(name)
      log.push(`-${name}`)
    },
  }).catch((reason) => {
    error = reason
  })
  return { log, most, error }
}

test('one at a time: each after what it needs', async () => {
  const { log, most } = await watch(['top'], 1)
  expect(log.filter((line) => line.startsWith('+'))).toEqual([
    '+base',
    '+left',
    '+right',
    '+top',
  ])
  expect(most).toBe(1)
})

test('two at a time: what is ready runs together', async () => {
  const { log, most } = await watch(['top'], 2)
  expect(most).toBe(2)
  expect(log.indexOf('+left')).toBeGreaterThan(log.indexOf('-base'))
  expect(log.indexOf('+right')).toBeLessThan(log.indexOf('-left'))
  expect(log.slice(-2)).toEqual(['+top', '-top'])
})

test('what nobody asked for is left alone', async () => {
  const { log } = await watch(['left'], 2)
  expect(log).toEqual(['+base', '-base', '+left', '-left'])
})

test('after a failure nothing is begun, and what runs is waited for', async () => {
  const { log, error } = await watch(['top', 'aside'], 2, 'left')
  expect(error).toEqual(new Error('left'))
  expect(log).toContain('-aside')
  expect(log).not.toContain('+top')
  const begun = log.filter((line) => line.startsWith('+')).length
  const ended = log.filter((line) => line.startsWith('-')).length
  expect(begun - ended).toBe(1)
})
