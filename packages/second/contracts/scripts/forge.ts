/**
 * Runs forge out of its platform package. A first argument `--profile=ci` names
 * a profile of foundry.toml: `tsx scripts/forge.ts --profile=ci test`.
 */
import { forge } from './forge/forge.js'

const [first, ...rest] = process.argv.slice(2)
const profile = first?.match(/^--profile=(.+)$/)?.[1]
process.exitCode = forge(profile ? rest : process.argv.slice(2), profile)
