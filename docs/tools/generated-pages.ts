import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderPage } from '../../packages/sdk/scripts/errors/error-page.js'
import { docs } from './places.js'

/** Pages that a program writes, by their path in `docs`. They are not committed. */
export const generatedPages: ReadonlyMap<string, () => string> = new Map([
  ['errors', renderPage],
])

/** Puts them where the site's builder reads pages. */
export async function writeGeneratedPages(): Promise<void> {
  for (const [path, render] of generatedPages)
    await writeFile(join(docs, `${path}.md`), render())
}

/** Whether a program writes this file of the repository. */
export function isGenerated(file: string): boolean {
  return generatedPages.has(pageOf(file))
}

/** The text of such a file; `undefined` if it is none. */
export function generatedText(file: string): string | undefined {
  return generatedPages.get(pageOf(file))?.()
}

function pageOf(file: string): string {
  return /^docs[\\/](.*)\.md$/.exec(file)?.[1] ?? ''
}
