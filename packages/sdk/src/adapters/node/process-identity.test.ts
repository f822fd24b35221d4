import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { isAlive, processIdentity } from './process-identity.js'

test('a process is alive until it ended', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'])
  await once(child, 'spawn')
  const pid = child.pid as number
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(isAlive(pid)).toBe(false)
  expect(await processIdentity(pid)).toBeUndefined()
})

test.skipIf(process.platform !== 'linux')(
  'the identity stays with a process and differs between two',
  async () => {
    const own = await processIdentity(process.pid)
    expect(own).toMatch(/^[0-9a-f-]{36}\/\d+$/)
    expect(await processIdentity(process.pid)).toBe(own)
    expect(await processIdentity(process.ppid)).not.toBe(own)
  },
)
