/**
 * The best `count` of some token ids, best first: higher scores before lower
 * ones, lower ids before higher ones where scores are equal.
 *
 * A vocabulary has up to a quarter of a million tokens and `count` is a few
 * dozen, so all but the survivors are only compared with the worst survivor.
 *
 * @param scores - One finite score per token id.
 */
export function topCandidates(
  scores: Float32Array,
  ids: readonly number[],
  count: number,
): readonly number[] {
  const score = (id: number) => scores[id] as number
  const order = (a: number, b: number) => score(b) - score(a) || a - b
  if (ids.length <= count) return [...ids].sort(order)
  const heap = ids.slice(0, count).sort((a, b) => order(b, a))
  for (let index = count; index < ids.length; index += 1) {
    const id = ids[index] as number
    if (order(id, heap[0] as number) < 0) replaceWorst(heap, id, order)
  }
  return heap.sort(order)
}

/** A binary heap whose root is the worst: the newcomer sinks to its place. */
function replaceWorst(
  heap: number[],
  newcomer: number,
  order: (a: number, b: number) => number,
): void {
  let place = 0
  while (true) {
    const left = 2 * place + 1
    const right = left + 1
    const isRightWorse =
      right < heap.length &&
      order(heap[right] as number, heap[left] as number) > 0
    const worse = isRightWorse ? right : left
    const child = heap[worse]
    if (child === undefined || order(newcomer, child) >= 0) break
    heap[place] = child
    place = worse
  }
  heap[place] = newcomer
}
