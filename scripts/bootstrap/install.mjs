// @ts-check
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { npm, root } from './programs.mjs'

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {boolean} [peer]
 * @property {boolean} [link]
 *
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

const oldest = { major: 20, minor: 19 }
const lockFile = join(root, 'package-lock.json')
const hiddenLockFile = join(root, 'node_modules/.package-lock.json')
const stampFile = join(root, 'node_modules/.aichain-install')

/**
 * Refuses a Node.js that the packages do not run on.
 *
 * @param {string} [version]
 */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
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
 * Installs what package-lock.json names, and says so; is silent if it is there
 * already.
 *
 * @param {import('./steps.mjs').Steps} steps
 */
export async function install(steps) {
  const lock = await readFile(lockFile, 'utf8')
  const stamp = createHash('sha256').update(lock).digest('hex')
  if (await isInstalled(JSON.parse(lock), stamp)) return
  await steps.run('Installing packages from the npm registry', async () => {
    // No package needs its install script; some of them would download from
    // hosts other than the registry.
    await npm('npm ci', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
    await writeFile(stampFile, stamp)
  })
}

/**
 * @param {Lock} lock
 * @param {string} stamp
 */
async function isInstalled(lock, stamp) {
  const hidden = await readIfThere(hiddenLockFile)
  if (hidden === undefined) return false
  const done = await readIfThere(stampFile)
  const complete = done === stamp || holds(JSON.parse(hidden), lock)
  return (
    complete &&
    namesRequired(lock).every((name) => existsSync(join(root, name)))
  )
}

/**
 * Whether somebody's own `npm install` gave what the lock names.
 *
 * @param {Lock} hidden
 * @param {Lock} lock
 */
function holds(hidden, lock) {
  return namesRequired(lock).every(
    (name) => hidden.packages[name]?.version === lock.packages[name]?.version,
  )
}

/** @param {Lock} lock */
function namesRequired({ packages }) {
  return Object.entries(packages)
    .filter(
      ([name, { optional, devOptional, peer, link }]) =>
        name.startsWith('node_modules/') &&
        !optional &&
        !devOptional &&
        !peer &&
        !link,
    )
    .map(([name]) => name)
}

/** @param {string} file */
async function readIfThere(file) {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code === 'ENOENT') return undefined
    throw error
  }
}
