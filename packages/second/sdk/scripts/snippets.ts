// Compiles every TypeScript snippet of the documentation: ```ts blocks in the
// Markdown pages and in TSDoc @example tags. A snippet that stops compiling is a
// promise the SDK no longer keeps.
// Usage: npm run snippets -w @aichain/sdk
import { checkSnippets } from './snippets/check-snippets.js'

const { count, problems } = checkSnippets()
for (const problem of problems) console.error(problem)
console.log(`${count} snippets, ${problems.length} problems`)
process.exitCode = count === 0 || problems.length > 0 ? 1 : 0
