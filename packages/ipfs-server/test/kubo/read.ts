import { CarBlockIterator } from '@ipld/car/iterator'
import { extract } from 'tar-stream'

/** Everything of a stream. */
export async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}

/** The bytes of a stream. */
export async function bytes(
  source: AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  return Buffer.concat(await all(source))
}

/** What a tar archive holds, a line for each entry. */
export async function readTar(
  source: AsyncIterable<Uint8Array>,
): Promise<string[]> {
  const unpack = extract()
  const files: string[] = []
  unpack.end(await bytes(source))
  for await (const entry of unpack) {
    const content = await bytes(entry)
    const { name, type, size, mode } = entry.header
    const kind = `${type} ${mode?.toString(8)} ${size}`
    files.push(`${name} ${kind} ${content.toString('hex').slice(0, 40)}`)
  }
  return files.sort()
}

/** What a CAR archive holds, a line for each block. */
export async function readCar(source: AsyncIterable<Uint8Array>) {
  const car = await CarBlockIterator.fromIterable(source)
  const roots = (await car.getRoots()).map(String)
  const blocks: string[] = []
  for await (const { cid, bytes } of car) blocks.push(`${cid} ${bytes.length}`)
  return { roots, blocks }
}
