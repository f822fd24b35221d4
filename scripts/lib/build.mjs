import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { node, root } from './programs.mjs'

const stampFile = join(root, 'node_modules/.cache/aichain-build.json')
const tsup = 'node_modules/tsup/dist/cli-default.js'
const vite = 'node_modules/vite/bin/vite.js'

/**
 * What is built, in order: each part may read what the ones before it wrote.
 *
 * `sources` and `result` are paths under the folder; a part is stale when its
 * sources, those of the parts it `needs`, or package-lock.json have changed.
 */
const parts = [
  {
    name: 'SDK',
    folder: 'packages/sdk',
    sources: ['src', 'package.json', 'tsup.config.ts'],
    result: 'dist/index.js',
    needs: [],
    declarations: true,
    program: tsup,
    args: [],
  },
  {
    name: 'devnet',
    folder: 'packages/devnet',
    sources: [
      'src',
      'package.json',
      'tsup.config.ts',
      '../contracts/artifacts',
    ],
    result: 'dist/cli.js',
    needs: ['SDK'],
    declarations: true,
    program: tsup,
    args: [],
  },
  {
    name: 'chat page',
    folder: 'examples/chat',
    sources: ['src', 'public', 'index.html', 'package.json', 'vite.config.ts'],
    result: 'dist/index.html',
    needs: ['SDK'],
    declarations: false,
    program: vite,
    args: ['build'],
  },
]

/**
 * Builds every part that is stale.
 *
 * @param {import('./steps.mjs').Steps} steps
 * @param {{ declarations: boolean }} options - Running needs no type
 *   declarations, and leaving them out makes the build several times faster.
 */
export async function build(steps, { declarations }) {
  const stamps = await readStamps()
  const lock = await readFile(join(root, 'package-lock.json'))
  const prints = new Map()
  for (const part of parts) {
    const print = await fingerprint(part, lock, prints)
    prints.set(part.name, print)
    const wanted = declarations && part.declarations
    if (await isFresh(part, stamps[part.name], print, wanted)) {
      steps.skip(`Build of the ${part.name}`, 'up to date')
      continue
    }
    await steps.run(`Building the ${part.name}`, () => run(part, wanted))
    stamps[part.name] = { print, declarations: wanted, at: await builtAt(part) }
    await writeStamps(stamps)
  }
}

function run(part, declarations) {
  return node(
    `Building the ${part.name}`,
    [join(root, part.program), ...part.args],
    {
      cwd: join(root, part.folder),
      env: { ...process.env, AICHAIN_BUILD_FAST: declarations ? '0' : '1' },
    },
  )
}

async function isFresh(part, stamp, print, declarations) {
  if (stamp?.print !== print) return false
  if (declarations && !stamp.declarations) return false
  return stamp.at === (await builtAt(part))
}

/** When the result was written, so that a build by other hands is noticed. */
async function builtAt(part) {
  const result = join(root, part.folder, part.result)
  return existsSync(result) ? (await stat(result)).mtimeMs : undefined
}

async function fingerprint(part, lock, prints) {
  const hash = createHash('sha256').update(lock)
  for (const need of part.needs) hash.update(prints.get(need))
  for (const source of part.sources) {
    for (const file of await filesUnder(join(root, part.folder, source))) {
      hash
        .update(`${file}\0`)
        .update(await readFile(file))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

async function filesUnder(path) {
  if (!existsSync(path)) return []
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

async function readStamps() {
  try {
    return JSON.parse(await readFile(stampFile, 'utf8'))
  } catch {
    // Missing or torn: everything counts as stale, which is always safe.
    return {}
  }
}

async function writeStamps(stamps) {
  await mkdir(join(stampFile, '..'), { recursive: true })
  await writeFile(stampFile, JSON.stringify(stamps))
}
