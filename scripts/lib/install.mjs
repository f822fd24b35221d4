import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { npm, root } from './programs.mjs'

const oldest = { major: 20, minor: 19 }
const lockFile = join(root, 'package-lock.json')
const hiddenLockFile = join(root, 'node_modules/.package-lock.json')
const stampFile = join(root, 'node_modules/.aichain-install')

/** Refuses a Node.js that the packages do not run on. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (
    major > oldest.major ||
    (major === oldest.major && minor >= oldest.minor)
  ) {
    return
  }
  throw new Failure(`Node.js ${version} is too old.`, {
    remedy: `Install Node.js ${oldest.major}.${oldest.minor} or newer (20, 22 and 24 are tested): https://nodejs.org`,
  })
}

/**
 * Installs what package-lock.json names, unless it is there already.
 *
 * @param {import('./steps.mjs').Steps} steps
 */
export async function install(steps) {
  const lock = await readFile(lockFile, 'utf8')
  const stamp = createHash('sha256').update(lock).digest('hex')
  if (await isInstalled(JSON.parse(lock), stamp)) {
    steps.skip('Packages', 'installed')
    return
  }
  await steps.run('Installing packages from the npm registry', async () => {
    // No package needs its install script; some of them would download from
    // hosts other than the registry.
    await npm('npm ci', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
    await writeFile(stampFile, stamp)
  })
}

async function isInstalled(lock, stamp) {
  const hidden = await readIfThere(hiddenLockFile)
  if (hidden === undefined) return false
  const done = await readIfThere(stampFile)
  const complete = done === stamp || holds(hidden, lock)
  return (
    complete &&
    namesRequired(lock).every((name) => existsSync(join(root, name)))
  )
}

/** Whether somebody's own `npm install` gave what the lock names. */
function holds(hidden, lock) {
  const { packages } = JSON.parse(hidden)
  return namesRequired(lock).every(
    (name) => packages[name]?.version === lock.packages[name].version,
  )
}

function namesRequired(lock) {
  return Object.keys(lock.packages).filter((name) => {
    const { optional, devOptional, peer, link } = lock.packages[name]
    return (
      name.startsWith('node_modules/') &&
      !optional &&
      !devOptional &&
      !peer &&
      !link
    )
  })
}

async function readIfThere(file) {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}
