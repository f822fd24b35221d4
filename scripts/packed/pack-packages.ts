import { join } from 'node:path'
import { npm } from '../bootstrap/programs.mjs'

/** What users install. */
export const packageNames = [
  'base',
  'contracts',
  'inference',
  'ipfs-server',
  'sdk',
  'devnet',
] as const

/** Tarballs of packages, by the packages' names. */
export type Tarballs = ReadonlyMap<string, string>

/** Packs what `npm publish` would publish. */
export async function packPackages(folder: string): Promise<Tarballs> {
  const tarballs = new Map<string, string>()
  for (const each of packageNames) {
    const name = `@aichain/${each}`
    const args = ['pack', '-w', name, '--json', '--ignore-scripts']
    const output = await npm(`Packing ${name}`, [
      ...args,
      `--pack-destination=${folder}`,
    ])
    tarballs.set(name, join(folder, fileNameIn(output)))
  }
  return tarballs
}

/** npm 10 prints a list of packages, npm 11 an object by name. */
function fileNameIn(output: string): string {
  const [, fileName = ''] = /"filename":\s*"([^"]+)"/.exec(output) ?? []
  // npm 10 writes the scope's slash into it, though not into the file's name.
  return fileName.replace('@', '').replace('/', '-')
}
