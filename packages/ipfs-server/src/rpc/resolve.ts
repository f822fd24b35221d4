import { resolvePath } from '../dag/path.js'
import type { Command } from './command.js'
import { refuseOptions } from './refuse-options.js'

/** The shortest path to what a path leads to. Names (IPNS) are not known here. */
export const resolve: Command = async ({ served }, { query }) => {
  refuseOptions(query, ['cid-base'])
  const { cid, remainder } = await resolvePath(query.argument('name'), served)
  const path = ['/ipfs', cid, ...remainder].join('/')
  return { type: 'json', value: { Path: path } }
}
