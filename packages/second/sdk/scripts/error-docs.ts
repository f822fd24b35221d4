// Writes docs/errors.md out of the TSDoc of the error classes, so that the page
// cannot miss a code or tell another story than the source. The page is not
// committed; what builds the documentation writes it first.
// Usage: npm run errors -w @aichain/sdk
import { writeFile } from 'node:fs/promises'
import { renderPage } from './errors/error-page.js'

const page = new URL('../../../docs/errors.md', import.meta.url)
await writeFile(page, renderPage())
