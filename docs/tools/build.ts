// Builds the documentation as a site: `npm run docs`.
//   --serve   then serves it on 127.0.0.1
//   --dev     serves the pages as they are written instead, without the checks
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeGeneratedPages } from './generated-pages.js'
import { readChapters, writeLlms } from './llms.js'
import { docs, root } from './places.js'
import { siteLinkProblems } from './site-links.js'
import {
  commandProblems,
  linkProblems,
  pathProblems,
  readSources,
} from './source-promises.js'

const site = join(docs, 'site')
const base = process.env.DOCS_BASE ?? '/'

function run(
  command: string,
  args: readonly string[],
  cwd = docs,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${args.join(' ')} ended with ${code}.`))
    })
  })
}

function tool(path: string, ...args: readonly string[]): Promise<void> {
  return run(process.execPath, [join(docs, 'node_modules', path), ...args])
}

/** The site's tools weigh 150 MB, so that only who builds the site installs them. */
async function install(): Promise<void> {
  const lock = await readFile(join(docs, 'package-lock.json'))
  const digest = createHash('sha256').update(lock).digest('hex')
  const stamp = join(docs, 'node_modules/.aichain-install')
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === digest) return
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
  const npm = process.env.npm_execpath
  if (npm?.endsWith('js')) await run(process.execPath, [npm, ...args])
  else await run('npm', args)
  await writeFile(stamp, digest)
}

async function writeApi(): Promise<void> {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  await run(process.execPath, [tsx, join(docs, '.vitepress/write-api.ts')])
}

async function problems(): Promise<readonly string[]> {
  const sources = await readSources()
  return [
    ...(await linkProblems(sources)),
    ...pathProblems(sources),
    ...(await commandProblems(sources)),
    ...(await siteLinkProblems(site, base)),
  ]
}

async function build(): Promise<void> {
  await tool('typescript/bin/tsc', '-p', docs)
  await rm(site, { recursive: true, force: true })
  await tool('vitepress/bin/vitepress.js', 'build', docs)
  await writeLlms(site, await readChapters())
  const found = await problems()
  for (const problem of found) console.error(problem)
  if (found.length > 0)
    throw new Error(`${found.length} promises are not kept.`)
  console.log('docs/site is built, and its links are whole.')
}

async function main(flags: readonly string[]): Promise<void> {
  const serve = (command: string) =>
    tool('vitepress/bin/vitepress.js', command, docs, '--host', '127.0.0.1')
  await install()
  await writeGeneratedPages()
  await writeApi()
  if (flags.includes('--dev')) return serve('dev')
  await build()
  if (flags.includes('--serve')) await serve('preview')
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
