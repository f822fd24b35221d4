// Adds to package-lock.json the optional packages for other platforms that a
// registry with gaps did not have when the lock was made: without them
// "npm ci" refuses the lock everywhere. They carry no integrity, because nobody
// here has seen them; run "npm install" on a complete registry to get it.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './lib/programs.mjs'
import { script } from './lib/steps.mjs'

const systems = {
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

const processors = {
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

const libraries = {
  gnu: 'glibc',
  gnueabihf: 'glibc',
  linuxmusl: 'musl',
  musl: 'musl',
  musleabihf: 'musl',
}

/** Platform packages say in their names where they run. */
function platformOf(name) {
  const words = name.split(/[-/]/)
  const os = words.map((word) => systems[word]).find(Boolean)
  const cpu = words.map((word) => processors[word]).find(Boolean)
  if (os === undefined || cpu === undefined) return undefined
  const libc = words.map((word) => libraries[word]).find(Boolean)
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) }
}

await script(async () => {
  const file = join(root, 'package-lock.json')
  const lock = JSON.parse(await readFile(file, 'utf8'))
  const { packages } = lock
  const added = []
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
