/**
 * Says how many bytes each deployed contract has left below EIP-170's limit, and
 * fails where that is less than 2 kB.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { finish } from './lib/command.js'
import { root } from './lib/package-root.js'
import { linesOfSizes, sizesOf } from './lib/size-report.js'

const folder = join(root, 'artifacts')
const codes = readdirSync(folder).map((file) => {
  const { contractName, deployedBytecode } = JSON.parse(
    readFileSync(join(folder, file), 'utf8'),
  )
  return [contractName, deployedBytecode] as const
})
const report = sizesOf(Object.fromEntries(codes))
finish(report, linesOfSizes(report))
