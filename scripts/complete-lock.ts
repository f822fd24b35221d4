// Adds to package-lock.json the optional packages for other platforms that a
// registry with gaps did not have when the lock was made: without them
// "npm ci" refuses the lock everywhere. They carry no integrity, because nobody
// here has seen them; run "npm install" on a complete registry to get it.
//
//   npx tsx scripts/complete-lock.ts
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './bootstrap/programs.mjs'
import { script } from './bootstrap/steps.mjs'

type LockedPackage = {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
} & Partial<Platform>

type Platform = {
  readonly os: readonly string[]
  readonly cpu: readonly string[]
  readonly libc?: readonly string[]
}

type Lock = { packages: Record<string, LockedPackage> }

const systems: Readonly<Record<string, string>> = {
  aix: 'aix',
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  linuxmusl: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  win32: 'win32',
}

const processors: Readonly<Record<string, string>> = {
  amd64: 'x64',
  arm: 'arm',
  arm64: 'arm64',
  ia32: 'ia32',
  loong64: 'loong64',
  mips64el: 'mips64el',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  wasm32: 'wasm32',
  x64: 'x64',
}

const libraries: Readonly<Record<string, string>> = {
  gnu: 'glibc',
  gnueabihf: 'glibc',
  linuxmusl: 'musl',
  musl: 'musl',
  musleabihf: 'musl',
}

/** Platform packages say in their names where they run. */
function platformOf(name: string): Platform | undefined {
  const words = name.split(/[-/]/)
  const inWords = (table: Readonly<Record<string, string>>) =>
    words.map((word) => table[word]).find(Boolean)
  const os = inWords(systems)
  const cpu = inWords(processors)
  if (os === undefined || cpu === undefined) return undefined
  const libc = inWords(libraries)
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) }
}

await script(async () => {
  const file = join(root, 'package-lock.json')
  const lock: Lock = JSON.parse(await readFile(file, 'utf8'))
  const { packages } = lock
  const added: string[] = []
  for (const { optionalDependencies = {}, dev } of Object.values(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`
      const platform = platformOf(name)
      if (packages[path] || !platform || !/^\d/.test(version)) continue
      packages[path] = {
        version,
        ...(dev ? { dev } : {}),
        optional: true,
        ...platform,
      }
      added.push(`${name}@${version}`)
    }
  }
  lock.packages = Object.fromEntries(
    Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
  )
  await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(added.length > 0 ? added.join('\n') : 'Nothing is missing.')
})
