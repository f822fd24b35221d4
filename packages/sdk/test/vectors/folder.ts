import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the contracts' tests read vectors: beside the first edition until the second takes its place. */
const candidates = ['second/contracts', 'contracts'].map((contracts) =>
  fileURLToPath(new URL(`../../../${contracts}/`, import.meta.url)),
)

/** The file of some vectors. */
export function vectorsFile(name: string): string {
  const contracts = candidates.find((folder) => existsSync(`${folder}src`))
  return `${contracts}test/vectors/${name}.json`
}
