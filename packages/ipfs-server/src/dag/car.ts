import { CarBlockIterator } from '@ipld/car/iterator'
import { CarWriter } from '@ipld/car/writer'
import type { CID } from 'multiformats/cid'
import { RequestError } from '../errors/request.js'
import { wordsOf } from '../errors/words-of.js'
import { isBlockOf } from './codecs.js'
import type { Block } from './walk.js'

/**
 * A CARv1 archive of these blocks.
 *
 * @see {@link https://ipld.io/specs/transport/car/carv1/}
 */
export async function* carOf(
  root: CID,
  blocks: AsyncIterable<Block>,
): AsyncGenerator<Uint8Array, void, void> {
  const { writer, out } = CarWriter.create([root])
  let failure: { readonly error: unknown } | undefined
  const write = async () => {
    for await (const block of blocks) await writer.put(block)
  }
  write()
    .catch((error) => {
      failure = { error }
    })
    .then(() => writer.close())
  yield* out
  if (failure) throw failure.error
}

/** The roots and the blocks of a CAR archive, each block checked. */
export async function readCar(content: AsyncIterable<Uint8Array>): Promise<{
  readonly roots: readonly CID[]
  readonly blocks: AsyncIterable<Block>
}> {
  try {
    const archive = await CarBlockIterator.fromIterable(content)
    const roots = (await archive.getRoots()) as CID[]
    return { roots, blocks: checked(archive as AsyncIterable<Block>) }
  } catch (error) {
    throw carError(error)
  }
}

async function* checked(
  archive: AsyncIterable<Block>,
): AsyncGenerator<Block, void, void> {
  try {
    for await (const { cid, bytes } of archive) {
      if (!(await isBlockOf(cid, bytes))) {
        throw new RequestError(
          `mismatch in content integrity, expected: ${cid}`,
        )
      }
      yield { cid, bytes }
    }
  } catch (error) {
    throw carError(error)
  }
}

function carError(error: unknown): RequestError {
  if (error instanceof RequestError) return error
  return new RequestError(`invalid CAR: ${wordsOf(error)}`, 400)
}
