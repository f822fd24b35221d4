import type { Cid } from '@aichain/base'
import type { ListId, ListTerms } from '../../../core/task/list.js'
import { listId } from '../../../core/task/list-id.js'
import type { ModelShelf } from './model-shelf.js'

/** The list of a model that was loaded and tested: whom it is served with. */
export type ServedList = { readonly id: ListId; readonly terms: ListTerms }

/** Loads and tests a model, and says which list its manifest names. */
export async function openList(
  shelf: ModelShelf,
  model: Cid,
  signal: AbortSignal,
): Promise<ServedList> {
  const { author } = await shelf.load(model, signal)
  const terms: ListTerms = author === undefined ? { model } : { model, author }
  return { id: listId(terms), terms }
}
