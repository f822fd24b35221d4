import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileJournal } from '../src/adapters/node/file-journal.js'
import { bundleEntry } from './bundle-entry.js'

// What a journal promises about processes and disks is checked with a real
// process and a real disk.

let bundle: Awaited<ReturnType<typeof bundleEntry>>
let folder: string

beforeAll(async () => {
  bundle = await bundleEntry('node')
  folder = await mkdtemp(join(tmpdir(), 'aichain-journal-'))
})

afterAll(async () => {
  await bundle?.remove()
  await rm(folder, { recursive: true, force: true })
})

async function script(name: string, body: string): Promise<string> {
  const path = join(bundle.folder, `${name}.mjs`)
  const module = JSON.stringify(bundle.module)
  await writeFile(path, `import { fileJournal } from ${module}\n${body}`)
  return path
}

test('what was written before a kill -9 is there, whole', async () => {
  const writer = await script(
    'writer',
    `const journal = await fileJournal({ folder: ${JSON.stringify(folder)} })
     for (let turn = 0; ; turn += 1) {
       const key = 'vote-' + (turn % 5)
       await journal.write(key, turn + ':' + 'x'.repeat(20_000))
       console.log(key + ' ' + turn)
     }`,
  )
  const child = spawn(process.execPath, [writer])
  const told = new Map<string, number>()
  let lines = 0
  for await (const line of createInterface({ input: child.stdout })) {
    const [key = '', turn] = line.split(' ')
    told.set(key, Number(turn))
    lines += 1
    if (lines === 40) child.kill('SIGKILL')
  }
  expect(lines).toBeGreaterThanOrEqual(40)

  const journal = await fileJournal({ folder })
  expect(await journal.keys()).toEqual([...told.keys()].sort())
  for (const [key, turn] of told) {
    const [found, content] = (await journal.read(key))?.split(':') ?? []
    expect(Number(found)).toBeGreaterThanOrEqual(turn)
    expect(content).toBe('x'.repeat(20_000))
  }
  await journal.close()
})

test('a second process is refused and told the pid of the first', async () => {
  const journal = await fileJournal({ folder })
  const opener = await script(
    'opener',
    `await fileJournal({ folder: ${JSON.stringify(folder)} })
       .catch(({ code, pid }) => console.log(code, pid))`,
  )
  const child = spawn(process.execPath, [opener])
  const [output] = await once(child.stdout.setEncoding('utf8'), 'data')
  expect(output).toBe(`journal-locked ${process.pid}\n`)
  await journal.close()
})

/** A file system of 64 KiB, in a mount namespace that ends with the command. */
const smallDisk = ['unshare', '--map-root-user', '--mount', 'sh', '-c']
const mount = 'mount -t tmpfs -o size=64k tmpfs "$0"'
const canMount = (() => {
  const [command = '', ...args] = smallDisk
  const { status } = spawnSync(command, [...args, mount, tmpdir()])
  return status === 0
})()

// Where the system forbids mount namespaces, there is no small disk to fill.
test.skipIf(!canMount)(
  'a full disk is an error, the old record stays',
  async () => {
    const filler = await script(
      'filler',
      `const journal = await fileJournal({ folder: process.argv[2] + '/journal' })
     await journal.write('vote', 'old')
     const error = await journal.write('vote', 'x'.repeat(200_000)).catch((e) => e)
     console.log(JSON.stringify([error.code, error.reason, await journal.read('vote')]))
     await journal.write('vote', 'new')
     console.log(JSON.stringify([await journal.read('vote'), await journal.keys()]))`,
    )
    const disk = await mkdtemp(join(tmpdir(), 'aichain-disk-'))
    const [command = '', ...args] = smallDisk
    const run = `${mount} && exec "$1" "$2" "$0"`
    const { stdout, stderr } = spawnSync(
      command,
      [...args, run, disk, process.execPath, filler],
      { encoding: 'utf8' },
    )
    await rm(disk, { recursive: true, force: true })
    expect(stderr).toBe('')
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      ['journal-unavailable', 'the disk is full', 'old'],
      ['new', ['vote']],
    ])
  },
)
