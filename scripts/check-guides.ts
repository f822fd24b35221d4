// Follows every guide and README in an empty folder: runs its install line with
// the packages as they would be published, then its first example as written.
//
//   npm run check:guides [-- PAGE…] [--json]
import { parseArgs } from 'node:util'
import { guidePages } from './packed/guides.js'
import { runAll } from './packed/run-all.js'
import { runGuide } from './packed/run-guide.js'

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
})

await runAll(async () => {
  const pages = positionals.length > 0 ? positionals : await guidePages()
  return pages.map((page) => ({
    title: page,
    run: (place) => runGuide(page, place),
  }))
}, values)
