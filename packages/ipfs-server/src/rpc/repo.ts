import { SERVER_NAME } from '../node/server-name.js'
import type { Command } from './command.js'
import { coveredBlocks } from './pinning.js'

/** How many blocks there are, and their bytes. */
export const repoStat: Command = async ({ blocks, folder }) => {
  let count = 0
  let size = 0
  for await (const cid of blocks.list()) {
    count += 1
    size += (await blocks.get(cid)).length
  }
  return {
    type: 'json',
    value: {
      NumObjects: count,
      RepoSize: size,
      RepoPath: folder ?? 'memory',
      StorageMax: Number.MAX_SAFE_INTEGER,
      Version: SERVER_NAME,
    },
  }
}

/** Removes every block that no pin covers. */
export const repoGc: Command = async (node) => {
  const removed = await node.lock.collect(async () => {
    const kept = new Set<string>()
    for await (const { cid } of coveredBlocks(node)) {
      kept.add(cid.multihash.bytes.toString())
    }
    const keys: string[] = []
    for await (const cid of node.blocks.list()) {
      if (kept.has(cid.multihash.bytes.toString())) continue
      await node.blocks.remove(cid)
      keys.push(cid.toString())
    }
    return keys
  })
  return {
    type: 'lines',
    values: (async function* () {
      for (const key of removed) yield { Key: { '/': key } }
    })(),
  }
}
