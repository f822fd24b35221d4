import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { consensusAbi } from '../../packages/sdk/src/abi/consensus.js'
import { docs, root } from './places.js'

const clients = join(root, 'packages/sdk/src/clients')

/** The functions of the contracts that the clients' sources call. */
async function called(): Promise<ReadonlySet<string>> {
  const files = (await readdir(clients, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const texts = await Promise.all(
    files.map((file) => readFile(join(clients, file), 'utf8')),
  )
  const all = texts.join('\n')
  const held = [
    ...all.matchAll(/(?:\b(?:chain|writer)|requireWriter\([^()]*\))\.(\w+)/gi),
  ].map((match) => `${match[1]}`)
  const taken = [
    ...all.matchAll(/\{([^{}]*)\} =\s+(?:requireWriter\(|chain\b|writer\b)/g),
  ].flatMap((match) => `${match[1]}`.split(',').map((name) => name.trim()))
  return new Set(
    [...held, ...taken].map((name) =>
      name === 'registerModel' ? 'register' : name,
    ),
  )
}

/** Rows of the table: who calls, and what. */
async function table(): Promise<ReadonlyMap<string, readonly string[]>> {
  const page = await readFile(join(docs, 'protocol.md'), 'utf8')
  const section = page.split('## Who calls what today')[1]?.split('\n## ')[0]
  const rows = [...`${section}`.matchAll(/^\| (`.*?) \| (.*) \|$/gm)]
  return new Map(
    rows.map(([, names = '', caller = '']) => [
      caller,
      [...names.matchAll(/`(\w+)`/g)].map((match) => `${match[1]}`),
    ]),
  )
}

test('the protocol page says truly which functions the clients call', async () => {
  const calls = await called()
  const rows = [...(await table())]
  const byClients = rows.filter(
    ([caller]) => !/^no client|^nobody/.test(caller),
  )
  const byNobody = rows.filter(([caller]) => /^no client|^nobody/.test(caller))
  expect(rows.length).toBeGreaterThan(4)
  const missing = byClients.flatMap(([, names]) => names)
  expect(missing.filter((name) => !calls.has(name))).toEqual([])
  const denied = byNobody.flatMap(([, names]) => names)
  expect(denied.filter((name) => calls.has(name))).toEqual([])
})

test('the table names every function of the contract that changes something', async () => {
  const writes = consensusAbi.filter(
    (entry) =>
      entry.type === 'function' && !/^(view|pure)$/.test(entry.stateMutability),
  )
  const named = [...(await table()).values()]
    .flat()
    .filter((name) => name !== 'register')
  const names = writes.map((entry) => 'name' in entry && entry.name)
  expect(named.sort()).toEqual(names.sort())
})
