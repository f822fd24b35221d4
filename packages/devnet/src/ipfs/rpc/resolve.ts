import { resolvePath } from '../dag/path.js'
import type { Command } from './command.js'

/** The shortest path to what a path leads to. Names (IPNS) are not known here. */
export const resolve: Command = async ({ served }, { query }) => {
  const { cid, remainder } = await resolvePath(query.argument('name'), served)
  const path = ['/ipfs', cid, ...remainder].join('/')
  return { type: 'json', value: { Path: path } }
}
