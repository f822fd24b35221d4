import { main } from './lane-1/main.js'

process.exitCode = await main(process.argv.slice(2))
